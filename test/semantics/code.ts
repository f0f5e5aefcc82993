import type { Expression, Node } from "../../rules/ir/nodes.ts";
import { walk } from "../../rules/ir/walk.ts";
import { parsePython } from "../../rules/languages/python/parse.ts";
import { parseTypeScript } from "../../rules/languages/typescript/parse.ts";
import { FileModel } from "../../rules/semantics/file-model.ts";

export const ts = (text: string): FileModel => new FileModel("code.ts", text, parseTypeScript(text, "code.ts"));
export const py = (text: string): FileModel => new FileModel("code.py", text, parsePython(text, "code.py"));

const EXPRESSIONS = new Set([
  "name",
  "literal",
  "template",
  "list",
  "object",
  "member",
  "index",
  "call",
  "function",
  "binary",
  "unary",
  "conditional",
  "await",
  "assign",
]);

/** The last expression whose source is exactly `source`: examples end in what they ask about. */
export function find(model: FileModel, source: string): Expression {
  const found = all(model, node => EXPRESSIONS.has(node.kind) && model.source(node) === source).at(-1);
  if (!found) throw new Error(`no expression \`${source}\``);
  return found as Expression;
}

/** The last statement that starts with `source`. */
export function findStatement(model: FileModel, source: string): Node {
  const found = all(
    model,
    node => !EXPRESSIONS.has(node.kind) && node.kind !== "module" && model.source(node).startsWith(source),
  ).at(-1);
  if (!found) throw new Error(`no statement \`${source}\``);
  return found;
}

export function all(model: FileModel, test: (node: Node) => boolean): Node[] {
  const found: Node[] = [];
  walk(model.module, node => {
    if (test(node)) found.push(node);
  });
  return found.sort((a, b) => a.start - b.start || a.end - b.end);
}
