/**
 * Routes: the ways by which requests reach functions of the program, with everything that stands before the handler. What a
 * file cannot know (where its router is mounted, what stands before the mount) is answered when the project is linked.
 */
import type { FilePlace, Place } from "../../finding.ts";
import type { Framework } from "../../libraries/routes.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary, FunctionRecord } from "../../project/summary.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import type { ConceptKind, ConceptNode } from "../concept.ts";
import { nestGlobalsIn, controllerRoutesIn } from "./recognise-nest.ts";
import { fileRoutesIn, nextMiddlewareIn } from "./recognise-next.ts";
import { decoratedRoutesIn, pythonRoutersIn } from "./recognise-python.ts";
import { routeCallsIn, routerCallsIn } from "./recognise-calls.ts";
import { urlsIn, viewsIn } from "./recognise-django.ts";
import { serverRoutesIn } from "./recognise-workers.ts";
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
  /** Routes with the same group are registered together: on one router, in one folder. */
  group: string;
}

export interface PassedGuard extends Guard {
  file: FileSummary;
  /** Stands before more routes than this one. */
  shared: boolean;
}

export interface RouteWiring extends ConceptNode {
  type: "RouteWiring";
}

/** Words without which no file declares a route or wires a router. */
const TRIGGERS = [
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
  "Blueprint",
  "FastAPI",
  "fetch",
  "middleware",
  "MIDDLEWARE",
  "REST_FRAMEWORK",
  "APP_GUARD",
];

export const routeConcept: ConceptKind<RouteRecord, Route> = {
  name: "Route",
  triggers: () => TRIGGERS,
  recognise: model => uniqueBySpan(recognise(model)),
  complete: (record, file, project) => routeTableOf(project).routeOf(record, file),
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

/** All routes of the program, tests left out. */
export function routesOf(project: Project): readonly Route[] {
  return routeTableOf(project).routes;
}

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

function uniqueBySpan(records: RouteRecord[]): RouteRecord[] {
  const seen = new Set<string>();
  return records.filter(record => {
    const key = `${record.start} ${record.methods.join()} ${record.path ?? ""}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

export function placeIn(place: Place, file: FileSummary): FilePlace {
  return { ...place, path: file.path };
}
