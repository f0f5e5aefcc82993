/** Words by which somebody has decided that a limit may be open, beside the code that leaves it open. */
import type { Node, Span } from "../../ir/nodes.ts";
import type { FileModel } from "../../semantics/file-model.ts";

const DECISION =
  /fail(?:s|ing|ed|ure)?[\s-]*(?:is |are )?open|fail(?:s|ing)? safe|(?:allow|let|permit|skip|bypass)\w{0,60}\b[^.]{0,100}\b(?:if|when|on|while|because|in case)\b|\b(?:if|when|on)\b[^.]{0,100}\b(?:fail|error|down|unavailable|away)[^.]{0,100}\b(?:allow|let|permit|pass|continue|proceed|skip)|availability|(?:do(?:es)?n[o']t|do not|never|should not|must not|shouldn't)\s+(?:block|break|fail|lock|deny|reject)|best[\s-]effort|graceful|rather than|on purpose|intentional|deliberate/iu;
const DEVELOPMENT =
  /\b(?:dev|development|local(?:ly|host)?|tests?|testing|self-?host(?:ed|ing)?|optional|disabled)\b/iu;
const NEAR_LINES = 2;

/** A comment in the node, just above it, or above the function around it. */
export function isDecided(node: Span, fn: Node, model: FileModel, orDevelopment = false): boolean {
  // A directive that names a rule decides about the rule.
  const speaks = (whole: string) => {
    const text = whole.replaceAll(/\b(?:no|require|prefer)(?:-[a-z]+)+/gu, "");
    return DECISION.test(text) || (orDevelopment && DEVELOPMENT.test(text));
  };
  const line = (offset: number) => model.lines.positionAt(offset).line;
  const isAbove = (comment: Span, below: number) =>
    comment.end <= below && line(below) - line(comment.end) <= NEAR_LINES;
  const own = model.module.comments.filter(
    comment =>
      (comment.start >= node.start && comment.end <= node.end) ||
      isAbove(comment, node.start) ||
      isAbove(comment, fn.start),
  );
  return speaks(blockOf(own, model)) || speaks(docstringOf(fn));
}

/** Comments on consecutive lines are one text: the sentence may begin above. */
function blockOf(found: readonly (Span & { text: string })[], model: FileModel): string {
  const first = found[0];
  if (!first) return "";
  const all = model.module.comments;
  const texts = found.map(comment => comment.text);
  let at = all.findIndex(comment => comment.start === first.start);
  while (at > 0 && model.lines.positionAt(all[at]!.start).line - model.lines.positionAt(all[at - 1]!.end).line === 1) {
    texts.unshift(all[at - 1]!.text);
    at--;
  }
  return texts.join(" ").replaceAll(/[\s*]+/gu, " ");
}

function docstringOf(fn: Node): string {
  if (fn.kind !== "function") return "";
  const first = fn.body[0];
  const value = first?.kind === "expression" ? first.expression : undefined;
  return value?.kind === "literal" && typeof value.value === "string" ? value.value.replaceAll(/\s+/gu, " ") : "";
}
