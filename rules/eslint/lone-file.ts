/** A file as a linter that is not ours shows it to us: alone, and read by our own front end. */
import { analyse } from "../analyse.ts";
import { LineIndex } from "../ir/lines.ts";
import type { LanguageId } from "../ir/nodes.ts";
import { Project } from "../project/project.ts";
import { placeIn } from "../semantics/place.ts";
import type { SourceProvider } from "./concept-language.ts";
import type { RuleSource } from "./rule-source.ts";

export class LoneFiles implements SourceProvider {
  #last: RuleSource | undefined;

  /** The first rule on a file reads it for all. */
  source(path: string, text: string): RuleSource {
    const name = path.replaceAll("\\", "/");
    if (this.#last?.file.path !== name || this.#last.text !== text) this.#last = read(name, text);
    return this.#last;
  }
}

interface RunnableRule {
  definition: { languages: readonly LanguageId[] };
  create(context: never): unknown;
  listen(context: never, source: RuleSource): unknown;
}

/** The rule for a tree of JavaScript that is not ours, too, and knows nothing of us. */
export function readingAlone<R extends RunnableRule>(rule: R, files: LoneFiles): R {
  const create = (context: { filename: string; sourceCode: { text: string } }) => {
    const { filename, sourceCode } = context;
    if ("faultline" in sourceCode || !rule.definition.languages.includes("typescript"))
      return rule.create(context as never);
    return rule.listen(context as never, files.source(filename, sourceCode.text));
  };
  return { ...rule, create };
}

function read(path: string, text: string): RuleSource {
  const file = analyse(path, text);
  const project = Project.link([file]);
  const lines = new LineIndex(text);
  return { file, project, text, concepts: project.conceptsOf(file.path), place: span => placeIn(lines, span) };
}
