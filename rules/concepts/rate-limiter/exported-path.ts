/**
 * Exported functions of a module that limits what it gives access to: a gateway to a paid service asks the limiter in one
 * function and offers another way in.
 */
import type { FilePlace, Place } from "../../finding.ts";
import type { Span } from "../../ir/nodes.ts";
import type { Project } from "../../project/project.ts";
import type { CallRecord, FileSummary, FunctionRecord } from "../../project/summary.ts";
import { isTestPath } from "../../project/test-code.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import type { ConceptKind, ConceptNode } from "../concept.ts";
import { type Bypass, resourceOf, type Sibling } from "./exposure.ts";
import { isForeignPath } from "./places.ts";
import { configuredLimiter, type LimiterHit, limiterWord, Reach, type ResourceHit } from "./reach.ts";

/** The call is made by the function itself or by one that it calls. */
const NEAR = 2;

export interface ExportedPathRecord extends Span {
  functionId: string;
  place: Place;
}

export interface ExportedPath extends ConceptNode {
  type: "ExportedPath";
  name: string;
  bypass: Bypass | undefined;
}

export const exportedPath: ConceptKind<ExportedPathRecord, ExportedPath> = {
  name: "ExportedPath",
  triggers: () => ["imit", "IMIT", "hrottl", "HROTTL", "Bucket"],
  recognise,
  complete: (record, file, project): ExportedPath => ({
    type: "ExportedPath",
    start: record.start,
    end: record.end,
    name: record.functionId,
    bypass: isTestPath(file.path) || isForeignPath(file.path) ? undefined : bypassOf(record, file, project),
  }),
};

/** Top-level functions that other files can call, of files that ask a limiter somewhere. */
function recognise(model: FileModel): ExportedPathRecord[] {
  if (!/limit|throttl|bucket/iu.test(model.text)) return [];
  if (!model.calls.some(call => limiterWord(model.source(call.callee).slice(0, 120)) !== undefined)) return [];
  return model.functions.flatMap(fn => {
    const functionId = model.functionId(fn);
    const isOpen = model.python ? !functionId.startsWith("_") && fn.decorators.length === 0 : fn.exported === true;
    if (!isOpen || !fn.nameSpan || !/^\w+$/u.test(functionId)) return [];
    return [{ start: fn.nameSpan.start, end: fn.nameSpan.end, functionId, place: model.place(fn.nameSpan) }];
  });
}

function bypassOf(record: ExportedPathRecord, file: FileSummary, project: Project): Bypass | undefined {
  const reach = Reach.of(project);
  const fn = file.functions.find(one => one.id === record.functionId);
  if (!fn) return undefined;
  const reached = reach.from(file, fn);
  const resources = [...reached.resources.values()].filter(hit => isGateway(hit, file));
  if (reached.limiters.size > 0 || resources.length === 0) return undefined;
  const records = (file.concepts["ExportedPath"] ?? []) as ExportedPathRecord[];
  for (const resource of resources) {
    const siblings = records.flatMap(one => siblingOf(one, resource.key, file, reach) ?? []);
    const first = siblings[0];
    if (!first || !isUsedUnlimited(record, file, project)) continue;
    return {
      reason: "sharedResource",
      meant: true,
      resource: resourceOf(resource),
      limiter: first.limiter,
      siblings: siblings.map(one => one.sibling),
      count: siblings.length + 1,
    };
  }
  return undefined;
}

/** What costs money or reaches people, in a function of this very file. */
function isGateway(hit: ResourceHit, file: FileSummary): boolean {
  return hit.kind !== "login" && hit.distance <= NEAR && hit.at.path === file.path;
}

function siblingOf(
  record: ExportedPathRecord,
  resource: string,
  file: FileSummary,
  reach: Reach,
): { sibling: Sibling; limiter: string } | undefined {
  const fn = file.functions.find(one => one.id === record.functionId);
  const reached = fn && reach.from(file, fn);
  const hit = reached && [...reached.limiters.values()].find(one => isAsked(one, file));
  if (!reached?.resources.has(resource) || !hit) return undefined;
  const place: FilePlace = { ...record.place, path: file.path };
  return { sibling: { title: record.functionId, place, asked: hit.at }, limiter: hit.name };
}

function isAsked(hit: LimiterHit, file: FileSummary): boolean {
  return hit.at.path === file.path && hit.distance <= 1 && !hit.ignored;
}

/** Somebody calls it without asking a limiter himself. */
function isUsedUnlimited(record: ExportedPathRecord, file: FileSummary, project: Project): boolean {
  return project
    .callersOf(file, record.functionId)
    .some(site => site.file !== file && !isTestPath(site.file.path) && !asks(site.file, site.caller, project));
}

function asks(file: FileSummary, fn: FunctionRecord, project: Project): boolean {
  const named = ({ text }: CallRecord) => configuredLimiter(text, project) ?? limiterWord(text);
  return Reach.of(project).ownLimiters(file, fn).size > 0 || fn.calls.some(call => named(call) !== undefined);
}
