/** Retry-After headers that this program sends: seconds or an HTTP-date, and nothing else. DOMAIN.md §6. */
import { worded } from "../../libraries/phrase.ts";
import type { FilePlace, Place } from "../../finding.ts";
import type { Expression, Node, Span } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import { RESETS, type ResetRow } from "../../libraries/server-delays.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary } from "../../project/summary.ts";
import type { AccessPath } from "../../semantics/access-path.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import type { ConceptKind, ConceptNode } from "../concept.ts";

/** What a value is that is no number of seconds. */
export type SentAs = ResetRow["is"];

export interface SentDelay extends ConceptNode {
  type: "SentDelay";
  /** The value given to the header. */
  value: FilePlace;
  /** The value without its conversion to text. */
  inner: Span;
  text: string;
  /** What it is when it is not seconds, and who says so; absent when nothing is known against it. */
  wrong?: { is: SentAs; why: string };
}

interface SentRecord extends Span {
  place: Place;
  inner: Span;
  text: string;
  shape?: SentAs;
  path?: AccessPath;
  /** `reset / 1000` */
  divided?: true;
}

const HEADER = /^retry-after$/iu;
const SETTERS = /^(set|append|header|setHeader|set_header|add_header|setdefault)$/u;

export const sentDelay: ConceptKind<SentRecord, SentDelay> = {
  name: "SentDelay",
  triggers: () => ["etry-After", "etry-after", "ETRY-AFTER"],
  recognise: model => sentValues(model).map(value => record(value, model)),
  complete,
};

function complete(found: SentRecord, file: FileSummary, project: Project): SentDelay {
  const library = project.libraryNameOf(found.path, file);
  const row = library === undefined ? undefined : RESETS.find(one => one.library.test(library));
  const is = row && (found.divided ? DIVIDED[row.is] : row.is);
  const wrong = found.shape ? { is: found.shape, why: `\`${found.text}\`` } : is && { is, why: worded(row.title) };
  return {
    type: "SentDelay",
    start: found.start,
    end: found.end,
    value: { ...found.place, path: file.path },
    inner: found.inner,
    text: found.text,
    ...(wrong ? { wrong } : {}),
  };
}

/** What a thousandth of it is; a number of milliseconds becomes the seconds that are asked for. */
const DIVIDED: Partial<Record<SentAs, SentAs>> = { "epoch-ms": "epoch-s" };

function sentValues(model: FileModel): Expression[] {
  const found: Expression[] = [];
  walk(model.module, node => {
    if (node.kind === "property" && HEADER.test(node.key ?? "")) found.push(node.value);
    if (node.kind === "call" && node.callee.kind === "member" && SETTERS.test(node.callee.name))
      if (isHeader(node.args[0]?.value, model) && node.args[1]) found.push(node.args[1].value);
    if (node.kind === "assign" && node.targets.some(target => target.kind === "index" && isHeader(target.index, model)))
      found.push(node.value);
  });
  return found;
}

function isHeader(name: Expression | undefined, model: FileModel): boolean {
  const held = name && model.valueOf(name);
  return held?.kind === "literal" && typeof held.value === "string" && HEADER.test(held.value);
}

function record(value: Expression, model: FileModel): SentRecord {
  const inner = unconverted(value, model);
  const held = model.valueOf(inner);
  const shape = shapeOf(value, model) ?? shapeOf(held, model);
  const divided =
    inner.kind === "binary" && inner.operator === "/" && /^1_?000$|^1e3$/u.test(model.source(inner.right));
  const path = model.pathOf(divided ? inner.left : inner);
  const text = model.source(value).replace(/\s+/gu, " ").slice(0, 60);
  return {
    start: value.start,
    end: value.end,
    place: model.place(value),
    inner: { start: inner.start, end: inner.end },
    text,
    ...(shape ? { shape } : {}),
    ...(path ? { path } : {}),
    ...(divided ? { divided } : {}),
  };
}

/** `String(reset)`, `reset.toString()`, `` `${reset}` ``: the value that is made a text of. */
function unconverted(value: Expression, model: FileModel): Expression {
  if (value.kind === "template" && value.values.length === 1 && value.parts.every(part => part === ""))
    return unconverted(value.values[0]!, model);
  if (value.kind !== "call") return value;
  const { callee } = value;
  const argument = value.args[0]?.value;
  if (callee.kind === "name" && /^(String|str|int|Number)$/u.test(callee.name) && argument)
    return unconverted(argument, model);
  if (callee.kind === "member" && callee.name === "toString") return unconverted(callee.object, model);
  if (/^Math\.(ceil|floor|round)$/u.test(model.source(callee)) && argument) return unconverted(argument, model);
  return value;
}

function shapeOf(value: Expression, model: FileModel): SentAs | undefined {
  const inner = unconverted(value, model);
  if (inner.kind === "call" && inner.callee.kind === "member" && /^(toISOString|isoformat)$/u.test(inner.callee.name))
    return "date";
  if (inner.kind !== "binary") return undefined;
  if (inner.operator === "-" && isMilliseconds(inner.right, model)) return "ms";
  if (inner.operator === "+" && (isMilliseconds(inner.left, model) || isMilliseconds(inner.right, model)))
    return "epoch-ms";
  return undefined;
}

function isMilliseconds(expression: Expression, model: FileModel): boolean {
  const value: Node = model.valueOf(expression);
  return /^(Date\.now\(\)|new Date\(\)\.getTime\(\)|\+new Date\(\)|performance\.now\(\))$/u.test(model.source(value));
}
