/** Tables of limits by tier, plan or route: `RATE_LIMITS = { "search": "30/minute", … }`. */
import type { Expression } from "../../ir/nodes.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { isLimitTableName } from "./names.ts";
import type { TableRecord } from "./record.ts";

const RATE = /^\d+\s*(?:\/|per\b)\s*(?:\d+\s*)?[a-z]+/iu;
const LIMIT_KEYS =
  /^(?:limit|max|requests|maxRequests|max_requests|tokens|window|windowMs|window_seconds|windowSeconds|interval|points|rpm|perMinute|per_minute|rate|duration)$/u;

export function limitTablesIn(model: FileModel): TableRecord[] {
  const records: TableRecord[] = [];
  for (const binding of model.bindings.topLevel()) {
    const definition = binding.definitions[0];
    const value = definition?.value;
    if (
      binding.kind !== "variable" ||
      binding.definitions.length !== 1 ||
      !isLimitTableName(binding.name) ||
      value?.kind !== "object"
    )
      continue;
    const limits = value.properties.filter(property => !property.spread && isLimit(property.value));
    if (limits.length < 2 || limits.length < value.properties.length) continue;
    const node = definition!.node;
    const target = node.kind === "declare" ? node.target : node.kind === "assign" ? (node.targets[0] ?? node) : node;
    records.push({
      form: "table",
      start: target.start,
      end: target.end,
      name: binding.name,
      place: model.place(target),
      exported: model.python || (node.kind === "declare" && node.exported === true),
    });
  }
  return records;
}

/** `"30/minute"`, or an object with a limit and its window. */
function isLimit(value: Expression): boolean {
  if (value.kind === "literal") return typeof value.value === "string" && RATE.test(value.value);
  return (
    value.kind === "object" &&
    value.properties.some(property => property.key !== undefined && LIMIT_KEYS.test(property.key))
  );
}
