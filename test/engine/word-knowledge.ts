import type { Knowledge } from "../../server/engine/knowledge.ts";
import { defineRule } from "../../rules/define-rule.ts";
import type { Rule } from "../../rules/define-rule.ts";
import type { ConceptNode } from "../../rules/concepts/concept.ts";
import { LineIndex } from "../../rules/ir/lines.ts";
import { createLanguage } from "../../rules/eslint/concept-language.ts";
import { languageOf } from "../../rules/languages/language-of.ts";
import { readDirectives } from "../../rules/project/directives.ts";
import { Project } from "../../rules/project/project.ts";
import type { FileSummary } from "../../rules/project/summary.ts";

export interface Word extends ConceptNode {
  text: string;
  /** Some file defines the word that is used here. */
  defined: boolean;
}

/**
 * A small world, so that the engine is tested apart from the real rules. Concepts are the words in capitals: `BAD` is an
 * error with a safe fix, `ODD` advice, `USE_X` a warning unless any file has `DEF_X`.
 */
export function wordKnowledge(counts: Map<string, number> = new Map()): Knowledge {
  return {
    rules: [wordRule("no-bad", "error", "BAD"), wordRule("no-odd", "advice", "ODD"), noUndefined()],
    languageOf,
    analyse: (path, text) => {
      counts.set(path, (counts.get(path) ?? 0) + 1);
      return analyse(path, text);
    },
    link: (summaries, settings) => link([...summaries], settings.tenantColumns ?? []),
    createLanguage,
  };
}

export function wordRule(name: string, level: "error" | "advice", word: string): Rule {
  return listening(name, level, (found, report) => {
    if (found.text === word)
      report([{ title: `Write good`, kind: "safe", edits: [{ start: found.start, end: found.end, text: "good" }] }]);
  });
}

/** A rule that throws at the word `CRASH`. */
export function crashingRule(): Rule {
  return listening("always-crashes", "error", found => {
    if (found.text === "CRASH") throw new TypeError("no luck");
  });
}

/** A rule that calls `wait` at the word `SLOW`. */
export function slowRule(wait: () => void): Rule {
  return listening("always-waits", "error", found => {
    if (found.text === "SLOW") wait();
  });
}

function noUndefined(): Rule {
  return listening("no-undefined", "warning", (found, report) => {
    if (found.text.startsWith("USE_") && !found.defined) report([]);
  });
}

type Visit = (
  word: Word,
  report: (fixes: { title: string; kind: "safe"; edits: { start: number; end: number; text: string }[] }[]) => void,
) => void;

function listening(name: string, level: "error" | "warning" | "advice", visit: Visit): Rule {
  return defineRule({
    family: "retries",
    name,
    languages: ["typescript", "python", "sql"],
    description: `Finds what ${name} says.`,
    level,
    fixable: "safe",
    messages: { found: "`{{word}}` is found." },
    options: { limit: { type: "integer", minimum: 1 } },
    defaults: {},
    create: context =>
      ({
        Word: (word: Word) =>
          visit(word, fixes =>
            context.report({ level, at: word, messageId: "found", data: { word: word.text }, fixes }),
          ),
      }) as never,
  }) as Rule;
}

function analyse(path: string, text: string): FileSummary {
  if (text.includes("EXPLODE")) throw new Error("exploded");
  const lines = new LineIndex(text);
  const code = text.replace(COMMENT, comment => " ".repeat(comment.length));
  const words = [...code.matchAll(/\b[A-Z]+(?:_[A-Z]+)?\b/gu)].map(({ 0: word, index }) => ({
    text: word,
    start: index,
    end: index + word.length,
  }));
  const comments = [...text.matchAll(COMMENT)].map(({ 0: comment, index }) => ({
    start: index,
    end: index + comment.length,
    text: comment.replace(/^(?:\/\/|#|--|\/\*)/u, "").replace(/\*\/$/u, ""),
    block: comment.startsWith("/*"),
  }));
  return {
    path,
    language: languageOf(path)!,
    imports: [],
    exports: [],
    variables: [],
    functions: [],
    classes: [],
    references: [],
    concepts: { Word: words },
    directives: readDirectives(comments, lines, text),
  };
}

const COMMENT = /\/\/.*|#.*|--.*|\/\*[^]*?\*\//gu;

function link(summaries: FileSummary[], globals: readonly string[]): Project {
  const wordsOf = (file: FileSummary | undefined) => (file?.concepts["Word"] ?? []) as Word[];
  const defined = new Set([
    ...globals,
    ...summaries.flatMap(wordsOf).flatMap(word => (word.text.startsWith("DEF_") ? [word.text.slice(4)] : [])),
  ]);
  const conceptsOf = (path: string): ConceptNode[] =>
    wordsOf(summaries.find(one => one.path === path)).map(
      word => ({ ...word, type: "Word", defined: defined.has(word.text.slice(4)) }) as Word,
    );
  // What is defined is worked out here, so that every change must link anew.
  return Object.assign(Project.link(summaries), { conceptsOf, tellingConceptsOf: conceptsOf, replace: () => false });
}
