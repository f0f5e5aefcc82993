/** All that the engine takes from `rules/`, loaded as one so that starting a command costs nothing until it is needed. */
import type { Rule } from "../../rules/define-rule.ts";
import type { createLanguage } from "../../rules/eslint/concept-language.ts";
import type { Project, ProjectSettings } from "../../rules/project/project.ts";
import type { FileSummary } from "../../rules/project/summary.ts";

export interface Knowledge {
  rules: readonly Rule[];
  /** Undefined for names that no front end reads. */
  languageOf(path: string): FileSummary["language"] | undefined;
  analyse(path: string, text: string): FileSummary;
  link(summaries: Iterable<FileSummary>, settings: ProjectSettings): Project;
  createLanguage: typeof createLanguage;
}

export async function loadKnowledge(): Promise<Knowledge> {
  const [analysis, names, catalog, linking, eslint, sql] = await Promise.all([
    import("../../rules/analyse.ts"),
    import("../../rules/languages/language-of.ts"),
    import("../../rules/catalog/index.ts"),
    import("../../rules/project/project.ts"),
    import("../../rules/eslint/concept-language.ts"),
    import("../../rules/languages/sql/parse.ts"),
  ]);
  await sql.loadSqlParser();
  return {
    rules: catalog.rules,
    languageOf: names.languageOf,
    analyse: analysis.analyse,
    link: (summaries, settings) => linking.Project.link(summaries, settings),
    createLanguage: eslint.createLanguage,
  };
}

/** The parsers and what reads their trees. */
export async function loadAnalysis(): Promise<Knowledge["analyse"]> {
  const [analysis, sql] = await Promise.all([
    import("../../rules/analyse.ts"),
    import("../../rules/languages/sql/parse.ts"),
  ]);
  await sql.loadSqlParser();
  return analysis.analyse;
}

/** Markdown of the rules' documents by rule id. */
export async function loadDocuments(): Promise<Readonly<Record<string, string>>> {
  return (await import("../../rules/catalog/documents.ts")).documents;
}
