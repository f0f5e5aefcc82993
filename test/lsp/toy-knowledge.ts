import type { Knowledge } from "../../server/engine/knowledge.ts";
import { defineRule } from "../../rules/define-rule.ts";
import type { ConceptNode } from "../../rules/concepts/concept.ts";
import { LineIndex } from "../../rules/ir/lines.ts";
import { createLanguage } from "../../rules/eslint/concept-language.ts";
import { Project } from "../../rules/project/project.ts";
import type { FileSummary } from "../../rules/project/summary.ts";
import { placeIn } from "../../rules/semantics/place.ts";

/**
 * A small world of its own, so that the server is tested apart from the real rules: `TODO` is an error with a safe fix and a
 * suggestion, told together with the first `TODO` of another file; `HMM` is a warning without a fix; `BOOM` crashes.
 */
export function toyKnowledge(): Knowledge {
  return {
    rules: [noTodo as never, noHmm as never],
    languageOf: path => (path.endsWith(".py") ? "python" : /\.tsx?$/u.test(path) ? "typescript" : undefined),
    analyse,
    link: summaries => link([...summaries]),
    createLanguage,
  };
}

export const toyDocuments: Record<string, string> = {
  "no-todo": [
    "# no-todo",
    "",
    "Finds what is still to be done.",
    "",
    "## Why",
    "",
    "What waits is forgotten.",
    "",
    "There is more to say, but not in a hover.",
    "",
    "## Examples",
    "",
    "```ts bad",
    "TODO;",
    "```",
    "",
    "```py bad",
    "TODO",
    "```",
    "",
    "```ts good",
    "DONE;",
    "```",
    "",
  ].join("\n"),
};

interface Word extends ConceptNode {
  text: string;
  elsewhere?: {
    path: string;
    start: number;
    end: number;
    line: number;
    column: number;
    endLine: number;
    endColumn: number;
  };
}

const noTodo = defineRule({
  family: "retries",
  name: "no-todo",
  languages: ["typescript", "python"],
  description: "Finds what is still to be done.",
  level: "error",
  fixable: "safe",
  messages: { todo: "`TODO` waits." },
  options: {},
  defaults: {},
  create: context =>
    ({
      Word(word: Word) {
        if (word.text !== "TODO") return;
        context.report({
          level: "error",
          at: word,
          messageId: "todo",
          related: word.elsewhere === undefined ? [] : [{ ...word.elsewhere, message: "Here is another." }],
          fixes: [
            { title: "Write DONE", kind: "safe", edits: [{ start: word.start, end: word.end, text: "DONE" }] },
            { title: "Take it away", kind: "suggestion", edits: [{ start: word.start, end: word.end, text: "" }] },
          ],
        });
      },
    }) as never,
});

const noHmm = defineRule({
  family: "retries",
  name: "no-hmm",
  languages: ["typescript", "python"],
  description: "Finds doubt.",
  level: "warning",
  fixable: false,
  messages: { hmm: "`HMM` is doubt." },
  options: {},
  defaults: {},
  create: context =>
    ({
      Word(word: Word) {
        if (word.text === "HMM") context.report({ level: "warning", at: word, messageId: "hmm" });
      },
    }) as never,
});

function analyse(path: string, text: string): FileSummary {
  const lines = new LineIndex(text);
  if (text.includes("BOOM")) throw new Error("boom");
  const words = [...text.matchAll(/\b(?:TODO|HMM)\b/gu)].map(match => {
    const start = match.index;
    return { text: match[0], ...placeIn(lines, { start, end: start + match[0].length }) };
  });
  const directives = [...text.matchAll(/faultline-(disable-next-line|disable-file) ([\w, -]+?)(?: -- (.*))?$/gmu)].map(
    match => {
      const place = placeIn(lines, { start: match.index, end: match.index + match[0].length });
      return {
        kind: match[1] as "disable-next-line" | "disable-file",
        names: match[2]!.split(/\s*,\s*/u),
        reason: match[3],
        place,
        targetLine: place.line + 1,
      };
    },
  );
  return {
    path,
    language: path.endsWith(".py") ? "python" : "typescript",
    imports: [],
    exports: [],
    variables: [],
    functions: [],
    classes: [],
    references: [],
    concepts: { Word: words },
    directives,
  };
}

function link(summaries: FileSummary[]): Project {
  const wordsOf = (file: FileSummary) => file.concepts["Word"] as Word[];
  const project = Project.link(summaries);
  const conceptsOf = (path: string): ConceptNode[] => {
    const file = project.file(path);
    const other = [...project.files()].find(
      one => one.path !== path && wordsOf(one).some(word => word.text === "TODO"),
    );
    const first = other && wordsOf(other).find(word => word.text === "TODO");
    const elsewhere = first && { ...(first as object), path: other.path };
    return (file === undefined ? [] : wordsOf(file)).map(word => ({ ...word, type: "Word", elsewhere }) as never);
  };
  return Object.assign(project, { conceptsOf, tellingConceptsOf: conceptsOf });
}
