/** Python evaluates a parameter's default, and a class's own values, once: when the module is loaded. */
import type { Expression, Node, Span } from "../../ir/nodes.ts";
import { STANDARD_KEYS } from "../../libraries/idempotency-keys.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { Ingredients } from "./ingredients.ts";
import type { IdempotencyKeyRecord } from "./record.ts";

/** `def charge(order, idempotency_key=str(uuid4()))`, `idempotency_key: str = str(uuid4())` in a class. */
export function defaultKey(node: Node, model: FileModel): IdempotencyKeyRecord | undefined {
  const found = model.python ? defaultOf(node, model) : undefined;
  if (!found || !STANDARD_KEYS.test(found.name)) return undefined;
  const { sources } = new Ingredients(found.value, model);
  if (sources.length === 0) return undefined;
  return {
    start: found.value.start,
    end: found.value.end,
    name: found.name,
    known: "standard",
    header: false,
    at: model.place(found.span),
    call: {
      text: found.owner,
      place: model.place(found.span),
      isNew: false,
      position: 0,
      inside: found.name,
      accompanied: false,
      count: 0,
    },
    functionId: found.owner,
    sources: sources.map(source => ({ ...source, functionId: "" })),
    makers: [],
    varies: false,
  };
}

function defaultOf(
  node: Node,
  model: FileModel,
): { name: string; value: Expression; span: Span; owner: string } | undefined {
  if (node.kind === "parameter" && node.name !== undefined && node.default && node.parent?.kind === "function") {
    const owner = node.parent.name ?? model.functionId(node.parent);
    return { name: node.name, value: node.default, span: node, owner };
  }
  if (node.kind !== "declare" || node.parent?.kind !== "class" || node.target.kind !== "name" || !node.value)
    return undefined;
  return { name: node.target.name, value: node.value, span: node, owner: node.parent.name ?? "" };
}
