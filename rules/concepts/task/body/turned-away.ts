/** Marks that end a repetition as if all were done: the violation of a unique key that is swallowed, a marker that is there. */
import type { Call, Handler, Node, Statement } from "../../../ir/nodes.ts";
import type { FileModel } from "../../../semantics/file-model.ts";
import { exitOf } from "../../../semantics/guards.ts";

/** A marker that is gone sooner than this lets a later repetition through. */
const LONG_SECONDS = 3_600;
const SKIPS = /skip|dup|already|ignor|processed/iu;
const SECONDS = /^(ex|EX|timeout|ttl)$/u;

/** The branch or handler leaves without a failure, or throws something that only says that it was skipped. */
export function endsQuietly(node: Node, model: FileModel): boolean {
  const body = node.kind === "if" ? node.then : node.kind === "handler" ? violationOf(node) : [];
  const exit = exitOf(body);
  if (exit === "return" || exit === "jump") return !/\b[45]\d\d\b/u.test(textOf(body, model));
  return exit === "throw" && SKIPS.test(throwText(body, model));
}

/** What a handler does after a violation; one that takes every error asks first which it is. */
function violationOf(handler: Handler): readonly Statement[] {
  const asked = handler.types.length === 0 ? handler.body.find(one => one.kind === "if") : undefined;
  return asked?.kind === "if" ? asked.then : handler.body;
}

/** A marker set if absent, that stays for ever or for long. */
export function keepsLong(call: Call, model: FileModel): boolean {
  const given = call.args.flatMap(argument => {
    if (argument.name !== undefined) return SECONDS.test(argument.name) ? [argument.value] : [];
    if (argument.value.kind !== "object") return [];
    return argument.value.properties.flatMap(property => (SECONDS.test(property.key ?? "") ? [property.value] : []));
  });
  const after = call.args.findIndex(argument => argument.value.kind === "literal" && argument.value.value === "EX");
  const value = given[0] ?? (after < 0 ? undefined : call.args[after + 1]?.value);
  if (!value) return true;
  const seconds = product(model.source(model.valueOf(value)));
  return seconds === undefined || seconds >= LONG_SECONDS;
}

/** `60 * 60 * 24` */
function product(text: string): number | undefined {
  if (!/^[\d_\s*]+$/u.test(text)) return undefined;
  return text.split("*").reduce((total, part) => total * Number(part.replaceAll("_", "")), 1);
}

function throwText(body: readonly Statement[], model: FileModel): string {
  return body
    .filter(one => one.kind === "throw")
    .map(one => model.source(one))
    .join(" ");
}

function textOf(body: readonly Statement[], model: FileModel): string {
  return body
    .filter(one => one.kind === "return")
    .map(one => model.source(one))
    .join(" ");
}
