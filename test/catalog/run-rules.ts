/** Runs rules over a small project in memory, through ESLint's Linter as the engine does. */
import { Linter } from "eslint";
import { analyse } from "../../rules/analyse.ts";
import type { Rule } from "../../rules/define-rule.ts";
import { LineIndex } from "../../rules/ir/lines.ts";
import { createLanguage } from "../../rules/eslint/concept-language.ts";
import { languageOf } from "../../rules/languages/language-of.ts";
import type { Draft } from "../../rules/eslint/rule-source.ts";
import { loadSqlParser } from "../../rules/languages/sql/parse.ts";
import { Project, type ProjectSettings } from "../../rules/project/project.ts";
import { placeIn } from "../../rules/semantics/place.ts";

export type Files = Record<string, string>;

export interface Run {
  findings: Draft[];
  project: Project;
}

/** Findings of `rules` over `files`, in order of path and place. A crash of a recogniser or a rule is thrown. */
export async function runRules(files: Files, rules: readonly Rule[], settings: ProjectSettings = {}): Promise<Run> {
  await loadSqlParser();
  const summaries = Object.entries(files).map(([path, text]) => analyse(path, text));
  for (const summary of summaries)
    if (summary.crash !== undefined) throw new Error(`${summary.path}: ${summary.crash}`);
  const project = Project.link(summaries, settings);
  const findings: Draft[] = [];
  const language = createLanguage({
    source(path, text) {
      const lines = new LineIndex(text);
      return {
        file: project.file(path)!,
        project,
        text,
        concepts: project.conceptsOf(path),
        place: span => placeIn(lines, span),
        collect: draft => findings.push(draft),
      };
    },
  });
  const languages = { typescript: language, python: language, sql: language, config: language };
  const linter = new Linter({ configType: "flat", cwd: "/" });
  for (const [path, text] of Object.entries(files)) {
    const id = languageOf(path);
    if (id === undefined) continue;
    const active = rules.filter(rule => rule.definition.languages.includes(id));
    if (active.length === 0) continue;
    const messages = linter.verify(
      text,
      [
        {
          // A pattern that ends in `/*` matches no file by itself; `Dockerfile` and `Procfile` have no ending.
          files: ["**/*.*", "**/[A-Z]*"],
          language: `faultline/${id}`,
          linterOptions: { reportUnusedDisableDirectives: "off" },
          plugins: {
            faultline: { languages, rules: Object.fromEntries(active.map(rule => [rule.definition.name, rule])) },
          } as never,
          rules: Object.fromEntries(active.map(rule => [`faultline/${rule.definition.name}`, "error"])),
        },
      ],
      { filename: path },
    );
    const fatal = messages.find(message => message.fatal || message.ruleId === null);
    if (fatal) throw new Error(`${path}: ${fatal.message}`);
  }
  for (const path of Object.keys(files))
    for (const note of project.notesOf(path)) throw new Error(`${path}: ${note.concept}: ${note.message}`);
  findings.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.start - b.start));
  return { findings, project };
}

/** Applies edits of one file; they may not overlap. */
export function applyEdits(text: string, edits: readonly { start: number; end: number; text: string }[]): string {
  let result = text;
  let limit = Infinity;
  for (const edit of [...edits].sort((a, b) => b.start - a.start || b.end - a.end)) {
    if (edit.end > limit) throw new Error(`overlapping edits at ${edit.start}`);
    result = result.slice(0, edit.start) + edit.text + result.slice(edit.end);
    limit = edit.start;
  }
  return result;
}
