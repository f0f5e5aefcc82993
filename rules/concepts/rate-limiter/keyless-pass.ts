/**
 * Key functions that give no key to requests without a header: the library lets what has no key pass, so leaving the header
 * out lifts the limit.
 */
import type { FilePlace, Place } from "../../finding.ts";
import type { ClassNode, Expression, FunctionNode, If } from "../../ir/nodes.ts";
import type { Span } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import { KEYLESS, KEY_OPTIONS } from "../../libraries/limit-keys.ts";
import { limiterLibrary, REST_FRAMEWORK_THROTTLING } from "../../libraries/limiters.ts";
import type { Project } from "../../project/project.ts";
import type { ClassRecord, FileSummary, VariableRecord } from "../../project/summary.ts";
import { isTestPath } from "../../project/test-code.ts";
import { libraryName } from "../../semantics/access-path.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import type { ConceptKind, ConceptNode } from "../concept.ts";
import type { Route } from "../route/route.ts";
import { routesOf } from "../route/route-table.ts";
import { isKnownCaller } from "./address-key.ts";
import { isForMachines } from "./exempt.ts";
import { isForeignPath } from "./places.ts";
import { Standings } from "./standing.ts";

export interface KeylessRecord extends Span {
  place: Place;
  /** The limiter or throttle that is told no key. */
  limiter: string;
  /** What a request may leave out: `X-Api-Key`. */
  left: string;
  /** Where it is read. */
  read: Place;
}

export interface KeylessPass extends ConceptNode {
  type: "KeylessPass";
  limiter: string;
  left: string;
  read: FilePlace;
  /** Routes that nothing else keeps such requests from. */
  open: { title: string; place: FilePlace }[];
}

export const keylessPass: ConceptKind<KeylessRecord, KeylessPass> = {
  name: "KeylessPass",
  triggers: () => ["imit", "hrottl"],
  recognise,
  complete: (record, file, project): KeylessPass => ({
    type: "KeylessPass",
    start: record.start,
    end: record.end,
    limiter: record.limiter,
    left: record.left,
    read: { ...record.read, path: file.path },
    open: isTestPath(file.path) || isForeignPath(file.path) ? [] : openRoutes(record, file, project),
  }),
};

function recognise(model: FileModel): KeylessRecord[] {
  if (!model.python || !/limit|throttl/iu.test(model.text)) return [];
  return [
    ...model.classes.flatMap(type => throttle(type, model)),
    ...model.calls.flatMap(call => {
      const library = limiterLibrary(model.libraryNameOf(call));
      const target = call.parent?.kind === "assign" ? call.parent.targets[0] : undefined;
      if (!library || !KEYLESS.libraries.includes(library.title) || target?.kind !== "name") return [];
      const key = call.args.find(one => one.name === undefined || KEY_OPTIONS.includes(one.name))?.value;
      const node = key?.kind === "name" ? model.bindingOf(key)?.definitions[0]?.node : undefined;
      return node?.kind === "function" ? keyless(node, target.name, model) : [];
    }),
  ];
}

function throttle(type: ClassNode, model: FileModel): KeylessRecord[] {
  const isThrottle = type.bases.some(base =>
    (REST_FRAMEWORK_THROTTLING.bases as readonly string[]).includes(libraryName(model.pathOf(base)) ?? ""),
  );
  const method = type.body.find(one => one.kind === "function" && one.name === KEYLESS.method);
  return isThrottle && method?.kind === "function" ? keyless(method, type.name ?? "", model) : [];
}

/** `if not api_key: return None`, where the name was read from a header or the query. */
function keyless(fn: FunctionNode, limiter: string, model: FileModel): KeylessRecord[] {
  const records: KeylessRecord[] = [];
  walk(fn, node => {
    if (node.kind !== "if" || records.length > 0) return;
    const given = leavesWithoutKey(node) ? absentName(node.test) : undefined;
    const read = given && model.valueOf(given);
    const left = read && leftOut(read, model);
    if (left === undefined) return;
    const at = node.then[0]!;
    records.push({ start: at.start, end: at.end, place: model.place(at), limiter, left, read: model.place(read!) });
  });
  return records;
}

function leavesWithoutKey(node: If): boolean {
  const first = node.then[0];
  if (first?.kind !== "return" || node.then.length !== 1) return false;
  return !first.value || (first.value.kind === "literal" && (first.value.value === null || first.value.value === ""));
}

/** `x` of `not x` and `x is None`. */
function absentName(test: Expression): Expression | undefined {
  if (test.kind === "unary" && test.operator === "not") return test.operand;
  const isNone =
    test.kind === "binary" && test.operator === "==" && test.right.kind === "literal" && test.right.value === null;
  return isNone ? test.left : undefined;
}

/** The header or parameter that an expression reads from the request. */
function leftOut(read: Expression, model: FileModel): string | undefined {
  const text = model.source(read);
  if (!KEYLESS.read.test(text)) return undefined;
  return /["']([\w-]+)["']/u.exec(text)?.[1];
}

function openRoutes(record: KeylessRecord, file: FileSummary, project: Project): KeylessPass["open"] {
  const standings = Standings.of(project);
  const key = `${file.path}\0${record.limiter}`;
  return routesOf(project)
    .filter(route => {
      const { limiters } = standings.on(route);
      if (!limiters.has(key) || [...limiters.values()].some(hit => hit.key !== key && !hit.key.startsWith("~")))
        return false;
      return !isForMachines(route) && !isKnownCaller(route) && !asksWhoCalls(route, project);
    })
    .map(({ title, place }) => ({ title, place }));
}

/** Classes of authentication or permission of the view, of its bases or of the whole site: they may refuse such requests. */
function asksWhoCalls(route: Route, project: Project): boolean {
  if (route.framework !== "rest-framework") return false;
  if ([...project.files()].some(file => !isTestPath(file.path) && file.variables.some(mayRefuse))) return true;
  const className = route.handler?.fn.className;
  let at: { file: FileSummary; value: ClassRecord } | undefined =
    className === undefined || !route.handler
      ? undefined
      : project.classOf({ root: "local", steps: [`.${className}`] }, route.handler.file);
  for (let depth = 0; at && depth < 8; depth++) {
    if (at.value.members.some(member => KEYLESS.access.includes(member.name))) return true;
    const { file, value } = at;
    at = value.bases.map(base => project.classOf(base, file)).find(base => base !== undefined && base.value !== value);
  }
  return false;
}

/** Settings of the site with permissions for every view, or whose contents are not known. */
function mayRefuse({ name, constant }: VariableRecord): boolean {
  if (name !== REST_FRAMEWORK_THROTTLING.settings) return false;
  return constant?.kind !== "object" || KEYLESS.permissions in constant.properties;
}
