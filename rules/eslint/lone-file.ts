/** A file as a user's own ESLint shows it to us: alone, and read by our own front end. */
import { analyse } from "../analyse.ts";
import type { LanguageId } from "../ir/nodes.ts";
import { LineIndex } from "../ir/lines.ts";
import { Project } from "../project/project.ts";
import { placeIn } from "../semantics/place.ts";
import type { SourceProvider } from "./concept-language.ts";
import type { HasServices } from "./rule-source.ts";

export const loneFiles: SourceProvider = {
  source(path, text) {
    const file = analyse(path.replaceAll("\\", "/"), text);
    const project = Project.link([file]);
    const lines = new LineIndex(text);
    return { file, project, text, concepts: project.conceptsOf(file.path), place: span => placeIn(lines, span) };
  },
};

interface RunnableRule {
  definition: { languages: readonly LanguageId[] };
  create(context: never): unknown;
}

/** The rule for ESLint's own JavaScript tree, too, which knows nothing of ours. The first rule on a file reads it for all. */
export function readingAlone<R extends RunnableRule>(rule: R): R {
  const create = (context: { filename: string; sourceCode: HasServices & { text: string } }) => {
    const { filename, sourceCode } = context;
    if (!("faultline" in sourceCode) && rule.definition.languages.includes("typescript"))
      sourceCode.parserServices.faultline ??= loneFiles.source(filename, sourceCode.text);
    return rule.create(context as never);
  };
  return { ...rule, create };
}
