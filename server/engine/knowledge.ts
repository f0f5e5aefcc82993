/** All that the engine takes from `rules/`, loaded as one so that starting a command costs nothing until it is needed. */
import type { Watch } from "../../rules/analyse.ts";
import type { Rule } from "../../rules/define-rule.ts";
import type { createLanguage } from "../../rules/eslint/concept-language.ts";
import type { LinkOptions, Project, ProjectSettings } from "../../rules/project/project.ts";
import type { FileSummary } from "../../rules/project/summary.ts";

export interface Knowledge {
  rules: readonly Rule[];
  /** Undefined for names that no front end reads. */
  languageOf(path: string): FileSummary["language"] | undefined;
  /** Must have finished before {@link Knowledge.analyse} is called; loads the parsers when it is first asked to. */
  prepare?(): Promise<void>;
  analyse: Analyse;
  link(summaries: Iterable<FileSummary>, settings: ProjectSettings, options?: LinkOptions): Project;
  createLanguage: typeof createLanguage;
}

type Analyse = (path: string, text: string, watch?: Watch) => FileSummary;

/** All but the parsers: with workers or a cache a scan does without them here. */
export async function loadKnowledge(): Promise<Knowledge> {
  const [names, catalog, linking, eslint] = await Promise.all([
    import("../../rules/languages/language-of.ts"),
    import("../../rules/catalog/index.ts"),
    import("../../rules/project/project.ts"),
    import("../../rules/eslint/concept-language.ts"),
  ]);
  let loading: Promise<void> | undefined;
  const knowledge: Knowledge = {
    rules: catalog.rules,
    languageOf: names.languageOf,
    prepare: () =>
      (loading ??= loadAnalysis().then(analyse => {
        knowledge.analyse = analyse;
      })),
    analyse() {
      throw new Error("Knowledge.prepare() must have finished first");
    },
    link: (summaries, settings, options) => linking.Project.link(summaries, settings, options),
    createLanguage: eslint.createLanguage,
  };
  return knowledge;
}

/** The parsers and what reads their trees. */
export async function loadAnalysis(): Promise<Analyse> {
  const [analysis, sql] = await Promise.all([
    import("../../rules/analyse.ts"),
    import("../../rules/languages/sql/parse.ts"),
  ]);
  await sql.loadSqlParser();
  return analysis.analyse;
}

/** For a process that reads a few files: Postgres' parser, which takes longer to load than they to read, is loaded when missed. */
export async function analyseAlone(path: string, text: string): Promise<FileSummary> {
  const { analyse } = await import("../../rules/analyse.ts");
  const summary = analyse(path, text);
  return summary.crash === undefined ? summary : (await loadAnalysis())(path, text);
}

/** Markdown of the rules' documents by rule id. */
export async function loadDocuments(): Promise<Readonly<Record<string, string>>> {
  return (await import("../../rules/catalog/documents.ts")).documents;
}
