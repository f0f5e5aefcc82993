import { parse, PyComplex } from "py-ast";
import { literalKind } from "../../../rules/languages/python/lower-literal.ts";
import { SourceText } from "../../../rules/languages/python/source-text.ts";
import type { Located } from "../../../rules/languages/python/source-text.ts";
import type { CPython, ReferenceNode, ReferenceValue } from "./cpython.ts";

export type Verdict =
  | { kind: "identical"; nodes: number }
  | { kind: "different"; differences: string[] }
  | { kind: "rejected-by-us"; message: string }
  | { kind: "rejected-by-cpython"; message: string; acceptedByUs: boolean };

/** Parses the text with both and compares structure, names, constants and every place. */
export function compareWithCPython(cpython: CPython, text: string): Verdict {
  const source = new SourceText(text);
  const parsed = text.slice(source.start);
  const reference = cpython.tree(parsed);
  let ours: AnyNode;
  try {
    ours = parse(parsed) as unknown as AnyNode;
  } catch (error) {
    if ("rejected" in reference)
      return { kind: "rejected-by-cpython", message: reference.rejected, acceptedByUs: false };
    return { kind: "rejected-by-us", message: String(error) };
  }
  if ("rejected" in reference) return { kind: "rejected-by-cpython", message: reference.rejected, acceptedByUs: true };
  const comparison: Comparison = { source, differences: [], nodes: 0 };
  compareNodes(comparison, ours, reference.tree, "module", false);
  if (comparison.differences.length === 0) return { kind: "identical", nodes: comparison.nodes };
  return { kind: "different", differences: comparison.differences };
}

interface AnyNode extends Partial<Located> {
  nodeType: string;
  [field: string]: unknown;
}

interface Comparison {
  source: SourceText;
  differences: string[];
  nodes: number;
}

/** CPython's own spelling of these classes. */
const OWN_NAMES: Record<string, string> = {
  Keyword: "keyword",
  Arg: "arg",
  Arguments: "arguments",
  Alias: "alias",
  Comprehension: "comprehension",
  WithItem: "withitem",
  MatchCase: "match_case",
};

function compareNodes(to: Comparison, ours: AnyNode, theirs: ReferenceNode, path: string, inText: boolean): void {
  to.nodes++;
  const type = OWN_NAMES[ours.nodeType] ?? ours.nodeType;
  if (type !== theirs.type) {
    to.differences.push(`${path}: ${type}, CPython has ${theirs.type}`);
    return;
  }
  if (theirs.start !== undefined) comparePlaces(to, ours as AnyNode & Located, theirs, path);
  const innerInText = type === "JoinedStr" || type === "TemplateStr";
  for (const [name, value] of Object.entries(theirs.fields)) {
    const at = `${path}.${name}`;
    if (name === "value" && (type === "Constant" || type === "MatchSingleton")) {
      compareConstants(to, ours, value as [string, string], at, inText);
    } else compareValues(to, ours[name], value, at, innerInText);
  }
}

function comparePlaces(to: Comparison, ours: AnyNode & Located, theirs: ReferenceNode, path: string): void {
  const start = to.source.startOf(ours) - to.source.start;
  const end = to.source.endOf(ours) - to.source.start;
  if (start === theirs.start && end === theirs.end) return;
  to.differences.push(`${path} (${theirs.type}): ${start}-${end}, CPython has ${theirs.start}-${theirs.end}`);
}

function compareValues(to: Comparison, ours: unknown, theirs: ReferenceValue, path: string, inText: boolean): void {
  if (Array.isArray(theirs)) {
    const list = (ours ?? []) as unknown[];
    if (list.length !== theirs.length) {
      to.differences.push(`${path}: ${list.length} items, CPython has ${theirs.length}`);
    } else theirs.forEach((value, i) => compareValues(to, list[i], value, `${path}[${i}]`, inText));
  } else if (theirs !== null && typeof theirs === "object") {
    if (ours === undefined || ours === null) to.differences.push(`${path}: absent, CPython has ${theirs.type}`);
    else compareNodes(to, ours as AnyNode, theirs, path, inText);
  } else if ((ours ?? null) !== theirs && !(theirs === 0 && ours === undefined)) {
    to.differences.push(`${path}: ${String(ours)}, CPython has ${String(theirs)}`);
  }
}

function compareConstants(
  to: Comparison,
  ours: AnyNode,
  [type, text]: [string, string],
  path: string,
  inText: boolean,
): void {
  const start = ours.lineno === undefined ? 0 : to.source.startOf(ours as AnyNode & Located);
  const end = ours.lineno === undefined ? 0 : to.source.endOf(ours as AnyNode & Located);
  const kind = inText ? "str" : literalKind(ours.value, to.source, start, end);
  if (kind !== KINDS[type]) to.differences.push(`${path}: ${kind}, CPython has ${type}`);
  else if (!isSameConstant(ours.value, type, text)) {
    to.differences.push(`${path}: ${JSON.stringify(String(ours.value))}, CPython has ${JSON.stringify(text)}`);
  }
}

const KINDS: Record<string, string> = { NoneType: "none", ellipsis: "ellipsis" };
for (const name of ["bool", "int", "float", "complex", "str", "bytes"]) KINDS[name] = name;

function isSameConstant(value: unknown, type: string, text: string): boolean {
  switch (type) {
    case "NoneType":
    case "ellipsis":
      return true;
    case "bool":
      return String(value) === text.toLowerCase();
    case "int":
      return BigInt(value as number | bigint) === BigInt(text);
    case "float":
      return value === (text === "inf" ? Infinity : Number(text));
    case "complex":
      return value instanceof PyComplex && value.imag === Number(text.replace("j", "").replace("inf", "Infinity"));
    default:
      return value === text;
  }
}
