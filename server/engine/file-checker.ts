/** From one file's summary and the linked project to its findings: rules, levels, fingerprints, directives, preset. */
import * as l10n from "@vscode/l10n";
import type { Rule } from "../../rules/define-rule.ts";
import type { Finding } from "../../rules/finding.ts";
import { LineIndex } from "../../rules/ir/lines.ts";
import type { Draft } from "../../rules/eslint/rule-source.ts";
import type { Project } from "../../rules/project/project.ts";
import type { FileSummary } from "../../rules/project/summary.ts";
import { placeIn } from "../../rules/semantics/place.ts";
import type { SlowParts } from "./budget.ts";
import type { Preset, RuleSetting } from "./config-file.ts";
import type { FileConfig } from "./config.ts";
import { directiveRules } from "./directive-rules.ts";
import { withFingerprints } from "./fingerprint.ts";
import type { Knowledge } from "./knowledge.ts";
import { RuleRunner } from "./linter.ts";
import type { FileFindings, Note, RuleState } from "./scan-result.ts";
import { applyDirectives } from "./suppressions.ts";
import { byCode } from "./workspace-files.ts";

export interface CheckRequest {
  summary: FileSummary;
  project: Project;
  text: string;
  config: FileConfig;
  /** ISO date of today. */
  today: string;
}

/** What is found in a file, whether or not the baseline has it. */
export interface CheckedFile extends Omit<FileFindings, "known"> {
  /** Of a level that the preset does not show. */
  unshown: Finding[];
}

export interface CheckerOptions {
  rules: readonly Rule[];
  createLanguage: Knowledge["createLanguage"];
  /** Overrides what configuration files say. */
  preset?: Preset;
  /** Where no configuration names one. Default: recommended. */
  defaultPreset?: Preset;
  /** Only these rules run. */
  only?: readonly string[];
  /** Is told of what took longer than its budget. */
  slow?: SlowParts;
}

export class FileChecker {
  readonly runner: RuleRunner;
  readonly #options: CheckerOptions;
  readonly #knownRules: ReadonlySet<string>;
  readonly #enabledBy = new WeakMap<FileConfig, Map<FileSummary["language"], ReadonlyMap<string, object>>>();

  constructor(options: CheckerOptions) {
    this.#options = options;
    this.runner = new RuleRunner(options.rules, options.createLanguage, options.slow);
    this.#knownRules = new Set([...options.rules, ...directiveRules].map(rule => rule.definition.name));
  }

  /** Only what a rule listens to and directives make findings, so only the text of such a file is read a second time. */
  needsText({ path, language, directives }: FileSummary, project: Project, config: FileConfig): boolean {
    if (directives.length > 0 || project.notesOf(path).length > 0) return true;
    const start = performance.now();
    const concepts = project.tellingConceptsOf(path);
    this.#options.slow?.saw({ path, part: "completing", ms: performance.now() - start });
    return this.runner.listening(language, concepts, this.#enabled(language, config)).length > 0;
  }

  check(request: CheckRequest): CheckedFile {
    const { summary, text, config } = request;
    const notes: Note[] = [];
    const drafts = this.#runRules(request, notes).map(draft => relevelled(draft, config));
    const suppression = applyDirectives(withFingerprints(sorted(drafts), text, summary), {
      path: summary.path,
      text,
      directives: summary.directives,
      today: request.today,
      knownRules: this.#knownRules,
      ranRules: new Set(this.#enabled(summary.language, config).keys()),
    });
    const about = suppression.drafts
      .filter(draft => this.#isOn(draft.rule, config))
      .map(draft => relevelled(draft, config));
    const preset = this.presetOf(config);
    const shown = (finding: { level: string }) => preset === "audit" || finding.level !== "advice";
    const all = sorted([...suppression.kept, ...withFingerprints(sorted(about), text, summary)]);
    return {
      path: summary.path,
      findings: all.filter(shown),
      unshown: all.filter(finding => !shown(finding)),
      suppressed: suppression.suppressed.filter(shown),
      notes,
    };
  }

  presetOf(config: FileConfig): Preset {
    return this.#options.preset ?? config.preset ?? this.#options.defaultPreset ?? "recommended";
  }

  /** Each rule, with what switched it on or off for a file. */
  states(language: FileSummary["language"] | undefined, config: FileConfig): RuleState[] {
    return [...this.#options.rules, ...directiveRules].map(rule => {
      const { name } = rule.definition;
      const setting = config.rules.get(name);
      const state = (on: boolean, because: string): RuleState => ({ rule: name, state: on ? "on" : "off", because });
      if ("languages" in rule.definition && !rule.definition.languages.includes(language as never))
        return state(false, l10n.t("not for this language"));
      if (this.#options.only && !this.#options.only.includes(name))
        return state(false, l10n.t("not among the rules asked for"));
      if (setting) return state(setting.level !== "off", config.files[0] ?? l10n.t("configuration"));
      return state(true, l10n.t("preset {0}", this.presetOf(config)));
    });
  }

  #runRules({ summary, project, text, config }: CheckRequest, notes: Note[]): Draft[] {
    const concepts = conceptsOf(project, summary.path, notes);
    if (concepts.length === 0) return [];
    const lines = new LineIndex(text);
    const source = {
      file: summary,
      project,
      text,
      concepts,
      place: (span: Parameters<typeof placeIn>[1]) => placeIn(lines, span),
    };
    const { drafts, crashes } = this.runner.run(source, this.#enabled(summary.language, config));
    for (const { rule, message } of crashes)
      notes.push({ kind: "rule-crash", path: summary.path, ...(rule ? { rule } : {}), message });
    return drafts;
  }

  /** Options by rule. */
  #enabled(language: FileSummary["language"], config: FileConfig): ReadonlyMap<string, object> {
    let byLanguage = this.#enabledBy.get(config);
    if (!byLanguage) this.#enabledBy.set(config, (byLanguage = new Map()));
    let enabled = byLanguage.get(language);
    if (!enabled) byLanguage.set(language, (enabled = this.#enabledNow(language, config)));
    return enabled;
  }

  #enabledNow(language: FileSummary["language"], config: FileConfig): Map<string, object> {
    const on = this.#options.rules.filter(
      ({ definition }) => definition.languages.includes(language) && this.#isOn(definition.name, config),
    );
    return new Map(on.map(({ definition: { name } }) => [name, config.rules.get(name)?.options ?? {}]));
  }

  #isOn(rule: string, config: FileConfig): boolean {
    if (this.#options.only && !this.#options.only.includes(rule)) return false;
    return config.rules.get(rule)?.level !== "off";
  }
}

function conceptsOf(project: Project, path: string, notes: Note[]) {
  const concepts = project.tellingConceptsOf(path);
  for (const { concept, message } of project.notesOf(path))
    notes.push({ kind: "analysis-crash", path, message: `${concept}: ${message}` });
  return concepts;
}

function relevelled(draft: Draft, config: FileConfig): Draft {
  const level: RuleSetting["level"] = config.rules.get(draft.rule)?.level ?? "on";
  return level === "on" || level === "off" ? draft : { ...draft, level };
}

/**
 * Source order, then rule, kind and story: the order gives the fingerprints their numbers, so words take part last, where all
 * else is the same. A finding that is given twice is kept once.
 */
function sorted<T extends Draft | Finding>(drafts: readonly T[]): T[] {
  const compare = (a: T, b: T) =>
    a.start - b.start ||
    a.end - b.end ||
    byCode(a.rule, b.rule) ||
    byCode(a.messageId, b.messageId) ||
    byCode(storyPlaces(a), storyPlaces(b)) ||
    byCode(a.message, b.message);
  const kept = new Set<string>();
  return [...drafts].sort(compare).filter(({ start, end, rule, message }) => {
    const key = [start, end, rule, message].join("\0");
    return !kept.has(key) && kept.add(key);
  });
}

function storyPlaces({ related }: Draft | Finding): string {
  return related.map(({ path, start, end }) => `${path} ${start} ${end}`).join("\n");
}
