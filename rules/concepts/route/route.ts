/**
 * Routes: the ways by which requests reach functions of the program, with everything that stands before the handler. What a
 * file cannot know (where its router is mounted, what stands before the mount) is answered when the project is linked.
 */
import type { FilePlace } from "../../finding.ts";
import type { FunctionNode } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import { SECRET_TEXT } from "../../libraries/request-shapes.ts";
import { type Framework, ROUTERS } from "../../libraries/routes.ts";
import type { FileSummary, FunctionRecord } from "../../project/summary.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import type { ConceptKind, ConceptNode } from "../concept.ts";
import { nestGlobalsIn, controllerRoutesIn } from "./recognise-nest.ts";
import { fileRoutesIn, nextMiddlewareIn } from "./recognise-next.ts";
import { decoratedRoutesIn, pythonRoutersIn } from "./recognise-python.ts";
import { routeCallsIn, routerCallsIn } from "./recognise-calls.ts";
import { urlsIn, viewsIn } from "./recognise-django.ts";
import { serverRoutesIn } from "./recognise-workers.ts";
import { limitsOf, type RouteLimits } from "../rate-limiter/exposure.ts";
import type { Guard, RouteRecord, RouteWiringRecord } from "./record.ts";
import { routeTableOf } from "./route-table.ts";

export type { Guard } from "./record.ts";

export interface Route extends ConceptNode {
  type: "Route";
  framework: Framework;
  /** "*" for any. */
  methods: string[];
  /** From the root, with what is mounted above; undefined when it is not known. */
  path: string | undefined;
  place: FilePlace;
  /** `POST /api/orders`; for an action its name. */
  title: string;
  handler: { file: FileSummary; fn: FunctionRecord } | undefined;
  /** What a request passes before the handler, from the outside in. */
  way: PassedGuard[];
  /** The handler compares something with a secret that only the system has. */
  secret: boolean;
  /** The handler's file speaks of limits of its own: answers 429, counts against a quota. */
  refuses: boolean;
  /** Where another guard may go: just after the path. */
  guardsAt: number | undefined;
  /** Routes with the same group are registered together: on one router, in one folder. */
  group: string;
}

/** A route with what is known of its limits: what rules listen to. */
export interface LimitedRoute extends Route {
  limits: RouteLimits;
}

export interface PassedGuard extends Guard {
  file: FileSummary;
  /** Stands before more routes than this one. */
  shared: boolean;
}

export interface RouteWiring extends ConceptNode {
  type: "RouteWiring";
}

const MAX_SIDE = 200;
const OWN_LIMIT = /too many (?:requests|attempts)|rate.?limit|quota|limit (?:reached|exceeded)|TOO_MANY_REQUESTS/iu;
const OWN_LIMIT_NAME =
  /quota|budget|credits?(?:$|[A-Z_])|usage_?limit|TOO_MANY_REQUESTS|TooManyRequests|daily_?limit|monthly_?limit/iu;

/** Words without which no file declares a route or wires a router. */
const TRIGGERS = [
  ...ROUTERS.flatMap(row => [...row.makes.map(make => make.split(/[./(]/u)[0]!), ...(row.types ?? [])]),
  "register",
  "serve",
  "route",
  "Route",
  "app",
  "App",
  "GET",
  "POST",
  "PUT",
  "PATCH",
  "DELETE",
  "handler",
  "use server",
  "Controller",
  "urlpatterns",
  "request",
  "lueprint",
  "bp",
  "api",
  "pplication",
  "FastAPI",
  "fetch",
  "middleware",
  "MIDDLEWARE",
  "REST_FRAMEWORK",
  "APP_GUARD",
];

export const routeConcept: ConceptKind<RouteRecord, LimitedRoute> = {
  name: "Route",
  triggers: () => TRIGGERS,
  recognise: model => {
    const records = uniqueBySpan(recognise(model));
    const refuses = records.length > 0 && refusesByItself(model);
    return records.map(record => ({ ...withSecret(record, model), ...(refuses ? { refuses } : {}) }));
  },
  complete: (record, file, project) => {
    const route = routeTableOf(project).routeOf(record, file);
    return { ...route, limits: limitsOf(route, project) };
  },
};

export const routeWiring: ConceptKind<RouteWiringRecord, RouteWiring> = {
  name: "RouteWiring",
  triggers: () => TRIGGERS,
  recognise: model => [
    ...routerCallsIn(model),
    ...pythonRoutersIn(model),
    ...nextMiddlewareIn(model),
    ...nestGlobalsIn(model),
    ...urlsIn(model),
  ],
  complete: record => ({ type: "RouteWiring", start: record.start, end: record.end }),
};

function recognise(model: FileModel): RouteRecord[] {
  return [
    ...fileRoutesIn(model),
    ...routeCallsIn(model),
    ...controllerRoutesIn(model),
    ...serverRoutesIn(model),
    ...decoratedRoutesIn(model),
    ...viewsIn(model),
  ];
}

/** Texts and names of a count against a quota, which may well be a limit that no table knows. */
function refusesByItself(model: FileModel): boolean {
  let found = false;
  walk(model.module, node => {
    if (node.kind === "literal" && node.parent?.kind !== "binary")
      found ||=
        node.value === 429 ||
        (typeof node.value === "string" && node.value.length < MAX_SIDE && OWN_LIMIT.test(node.value));
    else if (node.kind === "name" || node.kind === "member") found ||= OWN_LIMIT_NAME.test(node.name);
    return !found;
  });
  return found;
}

function withSecret(record: RouteRecord, model: FileModel): RouteRecord {
  const id = record.handler && "functionId" in record.handler ? record.handler.functionId : undefined;
  const fn = id === undefined ? undefined : model.functions.find(one => model.functionId(one) === id);
  return fn && comparesSecret(fn, model) ? { ...record, secret: true } : record;
}

/** `request.headers.get("authorization") !== `Bearer ${process.env.CRON_SECRET}``. */
function comparesSecret(fn: FunctionNode, model: FileModel): boolean {
  let found = false;
  walk(fn, node => {
    if (node.kind !== "binary" || (node.operator !== "==" && node.operator !== "!=")) return !found;
    const sides = [node.left, node.right].map(side => model.source(model.valueOf(side)).slice(0, MAX_SIDE));
    if (sides.some(side => SECRET_TEXT.test(side))) found = true;
    return !found;
  });
  return found;
}

function uniqueBySpan(records: RouteRecord[]): RouteRecord[] {
  const seen = new Set<string>();
  return records.filter(record => {
    const key = `${record.start} ${record.methods.join()} ${record.path ?? ""}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
