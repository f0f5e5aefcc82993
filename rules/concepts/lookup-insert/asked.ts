/** Queries that stand in a part of a function, there or in the functions that it calls, in the words of the caller. */
import type { Span } from "../../ir/nodes.ts";
import type { Project } from "../../project/project.ts";
import type { ArgumentRecord, CallRecord, FileSummary, FunctionRecord } from "../../project/summary.ts";
import type { Operation, QueryRecord } from "../query/query.ts";
import { plain, type WrittenColumn } from "./keys.ts";

/** A query with the values that it is given, as the function that starts it writes them. */
export interface Asked {
  query: QueryRecord;
  file: FileSummary;
  /** The call in the function that leads to it; undefined when it stands there. */
  through?: CallRecord;
  predicates: { column: string; operator: string; key: string; conditional: boolean }[];
  written: WrittenColumn[];
}

export function queriesIn(
  parts: readonly Span[],
  operation: Operation,
  file: FileSummary,
  functionId: string,
  project: Project,
): Asked[] {
  const own = queriesOf(file).filter(query => query.operation === operation && isIn(query.at, parts));
  const direct = own.map(query => ({
    query,
    file,
    predicates: query.predicates,
    written: query.payload?.columns ?? [],
  }));
  return direct.length > 0 ? direct : called(parts, operation, file, functionId, project);
}

/** Calls that stand in the parts, of the function and of those within it. */
export function callsIn(parts: readonly Span[], file: FileSummary, functionId: string): CallRecord[] {
  return file.functions
    .filter(fn => fn.id === functionId || fn.id.startsWith(`${functionId}.`))
    .flatMap(fn => fn.calls.filter(call => isIn(call.place, parts)));
}

function called(
  parts: readonly Span[],
  operation: Operation,
  file: FileSummary,
  functionId: string,
  project: Project,
): Asked[] {
  return callsIn(parts, file, functionId).flatMap(through => {
    const target = project.functionOf(through.path, file);
    if (!target || (target.file === file && target.value.id === functionId)) return [];
    const within = queriesOf(target.file).filter(
      query => query.function === target.value.id && query.operation === operation,
    );
    return within.map(query => ({
      query,
      file: target.file,
      through,
      predicates: query.predicates.map(one => ({ ...one, key: inCaller(one.key, target.value, through) })),
      written: (query.payload?.columns ?? []).map(one => ({
        name: one.name,
        key: inCaller(one.key, target.value, through),
      })),
    }));
  });
}

/** A parameter's text as the argument that the call gives for it; another text with a mark, so that it equals nothing. */
function inCaller(key: string, fn: FunctionRecord, call: CallRecord): string {
  const text = plain(key);
  const names = fn.parameters.map(parameter => parameter.name);
  const shift = names[0] === "self" || names[0] === "cls" ? 1 : 0;
  const [root = "", ...rest] = text.split(".");
  const position = names.indexOf(root);
  const own = position >= 0 ? position - shift : names.findIndex(name => name.startsWith("$")) - shift;
  const property = position >= 0 ? rest[0] : root;
  const whole = (one: ArgumentRecord) => one.name === root || (one.position === own && one.name === undefined);
  const found =
    call.arguments.find(one => property !== undefined && one.name === property && (one.position ?? own) === own) ??
    (position >= 0 ? call.arguments.find(whole) : undefined);
  if (!found || found.value.key === "{}") return `${fn.id}:${text}`;
  const left = found.name === property ? rest.slice(1) : rest;
  return plain([found.value.key, ...left].join("."));
}

function queriesOf(file: FileSummary): readonly QueryRecord[] {
  return (file.concepts["Query"] ?? []) as QueryRecord[];
}

function isIn(inner: Span, parts: readonly Span[]): boolean {
  return parts.some(part => inner.start >= part.start && inner.end <= part.end);
}
