import { LineIndex } from "../../rules/ir/lines.ts";
import type { Project } from "../../rules/project/project.ts";
import type { SlowParts } from "./budget.ts";
import type { ConfigFiles } from "./config.ts";
import type { FileChecker } from "./file-checker.ts";
import type { Knowledge } from "./knowledge.ts";
import type { FileExplanation, FileFindings } from "./scan-result.ts";
import type { SourceIndex } from "./source-index.ts";
import { isTopLevelCode } from "./why-not-here.ts";
import { summarise } from "./summarise.ts";
import type { WorkspaceFiles } from "./workspace-files.ts";

export interface ExplanationSources {
  path: string;
  project: Project;
  knowledge: Knowledge;
  configs: ConfigFiles;
  files: WorkspaceFiles;
  index: SourceIndex;
  checker: FileChecker;
  slow: SlowParts;
  /** Named by the user, so that ignore files do not matter. */
  isNamed: boolean;
  check(): FileFindings;
}

export function explainFile(sources: ExplanationSources): FileExplanation {
  const { path, project, knowledge, configs, files, index, checker } = sources;
  const config = configs.configFor(path);
  const language = knowledge.languageOf(path);
  const source = index.read(path);
  const ignored = (sources.isNamed ? undefined : files.whyIgnored(path)) ?? (source.ok ? undefined : source.because);
  const start = performance.now();
  if (source.ok && ignored === undefined) summarise(knowledge, { path, text: source.text });
  const analysed = performance.now();
  const { findings, known, suppressed } = sources.check();
  const lines = new LineIndex(source.ok ? source.text : "");
  const takesPart = index.summary(path) !== undefined;
  return {
    path,
    language,
    ...(ignored === undefined ? {} : { ignored }),
    configFiles: config.files,
    preset: checker.presetOf(config),
    rules: checker.states(language, config),
    concepts: takesPart
      ? project
          .conceptsOf(path)
          .filter(node => !isTopLevelCode(node))
          .map(one => ({ type: one.type, line: lines.positionAt(one.start).line }))
      : [],
    directives: index.summary(path)?.directives.length ?? 0,
    findings: findings.length,
    known: known.length,
    suppressed: suppressed.length,
    ms: { analyse: analysed - start, check: performance.now() - analysed },
    slow: sources.slow.list(path),
  };
}
