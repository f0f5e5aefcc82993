/** Look-ups in front of inserts, and the rows that are built and added, in one file. */
import type { Call, FunctionNode, Node, Span } from "../../ir/nodes.ts";
import { ANSWERS, FINDER, GIVES_WAY, HOLDS_OFF, MAKING_WORDS, WRITES } from "../../libraries/lookups.ts";
import { boundTo, outermost } from "../../semantics/chains.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { keyOf } from "../../semantics/values.ts";
import { absences } from "./absence.ts";
import { asksForOwn } from "./fresh.ts";
import type { BuiltRow, LookupRecord, WriteRecord } from "./lookup-insert.ts";

/** Methods that put a built object into the database. */
const ADDS = /^(?:add|add_all|merge|save|asave|insert)$/u;
const VIOLATION =
  /\b23505\b|\bP2002\b|IntegrityError|UniqueViolation|DuplicateKey|UniqueConstraint|isUniqueViolation|E11000|ER_DUP_ENTRY|duplicate key|isDuplicate/iu;

/** Words of which every branch holds one that makes something. */
const MAKES = new RegExp(MAKING_WORDS.map(word => word.replace("(", "\\(")).join("|"), "u");

export function lookups(model: FileModel): LookupRecord[] {
  const found: LookupRecord[] = [];
  const built = builtRows(model);
  for (const node of model.nodesOf("if", "conditional", "binary"))
    for (const { lookup, absent } of absences(node, model)) {
      const fn = model.enclosingFunction(node);
      const unit = model.outermostFunction(node);
      if (!fn || !unit || !asks(lookup) || !isInside(lookup, unit) || !makesSomething(absent, model)) continue;
      if (asksForOwn(lookup, unit, model)) continue;
      const outer = outermost(lookup);
      const text = model.source(unit);
      found.push({
        kind: "lookup",
        start: node.start,
        end: node.end,
        functionId: model.functionId(fn),
        unit: model.functionId(unit),
        name: fn.name ?? unit.name ?? model.functionId(unit).split("@")[0]!,
        lookup: model.place(outer),
        absent,
        built: built.filter(row => absent.some(part => isInside(row.place, part))),
        // A row that is not there cannot be locked: `FOR UPDATE` in the look-up itself holds nobody off.
        held: HOLDS_OFF.test(text.replace(model.source(outer), " ")),
        caught: VIOLATION.test(text),
        givesWay: absent.some(part => GIVES_WAY.test(model.source(part))),
      });
    }
  return found;
}

/** Calls that write a new row, or one row or the other. */
export function writes(model: FileModel): WriteRecord[] {
  return model.calls.flatMap(call => {
    const { callee } = call;
    const fn = model.enclosingFunction(call);
    if (callee.kind !== "member" || !WRITES.has(callee.name) || !fn) return [];
    const unit = model.outermostFunction(call) ?? fn;
    const last = call.args.at(-1);
    return [
      {
        kind: "write" as const,
        start: call.start,
        end: call.end,
        functionId: model.functionId(fn),
        name: fn.name ?? unit.name ?? model.functionId(unit).split("@")[0]!,
        method: callee.name,
        at: model.place(callee.nameSpan),
        givesWay: GIVES_WAY.test(model.source(outermost(call))),
        held: HOLDS_OFF.test(model.source(unit)),
        ...(call.args.length === 1 && last ? { options: last.end } : {}),
      },
    ];
  });
}

/** `Company(domain=domain)` that is handed to `session.add`, or that is saved. */
function builtRows(model: FileModel): BuiltRow[] {
  if (!model.python) return [];
  return model.calls.flatMap(call => {
    const { callee } = call;
    const name = callee.kind === "name" ? callee.name : callee.kind === "member" ? callee.name : "";
    if (
      !/^[A-Z][a-z]/u.test(name) ||
      call.args.length === 0 ||
      call.args.some(one => one.name === undefined && !one.spread)
    )
      return [];
    if (!isAdded(call, model)) return [];
    return [
      {
        model: name,
        columns: call.args.flatMap(argument =>
          argument.name === undefined ? [] : [{ name: argument.name, key: keyOf(argument.value, model) }],
        ),
        complete: call.args.every(argument => argument.name !== undefined),
        place: model.place(call),
      },
    ];
  });
}

function isAdded(call: Call, model: FileModel): boolean {
  const binding = boundTo(call, model);
  if (!binding) return isHandedOver(call);
  return binding.references.some(use => {
    const member = use.parent;
    if (member?.kind === "member" && member.object === use)
      return member.parent?.kind === "call" && member.parent.callee === member && /^a?save$/u.test(member.name);
    return isHandedOver(use);
  });
}

function isHandedOver(node: Node): boolean {
  let at: Node | undefined = node.parent;
  while (at && at.kind !== "call" && (at.kind === "argument" || at.kind === "list")) at = at.parent;
  return at?.kind === "call" && at.callee.kind === "member" && ADDS.test(at.callee.name);
}

function asks({ callee }: Call): boolean {
  const name = callee.kind === "name" || callee.kind === "member" ? callee.name : "";
  return FINDER.test(name) || ANSWERS.test(name) || /exists?$/iu.test(name);
}

function makesSomething(absent: readonly Span[], model: FileModel): boolean {
  return absent.some(part => MAKES.test(model.source(part)));
}

function isInside(inner: Span, outer: Span | FunctionNode): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}
