import { closestWord } from "../engine/closest-word.ts";
import { directiveRules } from "../engine/directive-rules.ts";
import { descriptionOf } from "../engine/locale.ts";
import { loadDocuments, loadKnowledge } from "../engine/knowledge.ts";
import { explainPlaceCommand } from "./explain-place-command.ts";
import { UsageError } from "./usage-error.ts";

/** Prints a rule's document, or what is known of a place. */
export async function explainCommand(
  rule: string | undefined,
  { at, ...place }: { at?: string; root?: string; json?: boolean } = {},
): Promise<number> {
  if ((rule === undefined) === (at === undefined)) throw new UsageError("explain needs a rule or --at file:line");
  return at === undefined ? explainRule(rule!) : explainPlaceCommand(at, place);
}

/** A rule without a document says what it finds. */
async function explainRule(word: string): Promise<number> {
  const id = word.slice(word.lastIndexOf("/") + 1);
  const documents = await loadDocuments();
  const rules = [...(await loadKnowledge()).rules, ...directiveRules].map(rule => rule.definition);
  const rule = rules.find(one => one.name === id);
  if (rule === undefined) {
    const closest = closestWord(
      id,
      rules.map(one => one.name),
    );
    throw new UsageError(`there is no rule ${word}${closest ? `, did you mean ${closest}?` : ""}`);
  }
  const text = documents[id] ?? `# ${id}\n\n${descriptionOf(rule)} Level: ${rule.level}.\n`;
  process.stdout.write(text.endsWith("\n") ? text : `${text}\n`);
  return 0;
}
