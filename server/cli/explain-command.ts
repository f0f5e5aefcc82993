import * as l10n from "@vscode/l10n";
import { noSuchRule } from "../engine/closest-word.ts";
import { directiveRules } from "../engine/directive-rules.ts";
import { descriptionOf } from "../engine/locale.ts";
import { loadDocuments, loadKnowledge } from "../engine/knowledge.ts";
import { levelName } from "../audit/words.ts";
import { explainPlaceCommand } from "./explain-place-command.ts";
import { UsageError } from "./usage-error.ts";

/** Prints a rule's document, or what is known of a place. */
export async function explainCommand(
  rule: string | undefined,
  { at, ...place }: { at?: string; root?: string; json?: boolean } = {},
): Promise<number> {
  if ((rule === undefined) === (at === undefined))
    throw new UsageError(l10n.t("explain needs a rule or --at file:line"));
  return at === undefined ? explainRule(rule!) : explainPlaceCommand(at, place);
}

/** A rule without a document says what it finds. */
async function explainRule(word: string): Promise<number> {
  const id = word.slice(word.lastIndexOf("/") + 1);
  const documents = await loadDocuments();
  const rules = [...(await loadKnowledge()).rules, ...directiveRules].map(rule => rule.definition);
  const rule = rules.find(one => one.name === id);
  if (rule === undefined) {
    const names = rules.map(one => one.name);
    throw new UsageError(noSuchRule(id, names));
  }
  const text = documents[id] ?? `# ${id}\n\n${descriptionOf(rule)} ${l10n.t("Level: {0}.", levelName(rule.level))}\n`;
  process.stdout.write(text.endsWith("\n") ? text : `${text}\n`);
  return 0;
}
