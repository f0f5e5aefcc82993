/**
 * The only file that imports ESLint. Runs rules over the concepts of one file. Invariant: a rule that throws costs its own
 * remaining reports in that file and nothing else.
 */
import { Linter } from "eslint/universal";
import type { Rule } from "../../rules/define-rule.ts";
import type { Draft, RuleSource } from "../../rules/eslint/rule-source.ts";
import type { Knowledge } from "./knowledge.ts";

export interface RuleRun {
  drafts: Draft[];
  crashes: { rule: string; message: string }[];
}

type Listeners = Record<string, (node: unknown) => void>;

export class RuleRunner {
  /** Milliseconds per rule since the runner was made. */
  readonly ruleMs: Record<string, number> = {};
  readonly #rules: ReadonlyMap<string, Rule>;
  readonly #linter = new Linter({ configType: "flat" });
  readonly #plugin: Linter.Config["plugins"];
  #source: RuleSource | undefined;
  #crashes: RuleRun["crashes"] = [];

  constructor(rules: readonly Rule[], createLanguage: Knowledge["createLanguage"]) {
    this.#rules = new Map(rules.map(rule => [rule.definition.name, rule]));
    const language = createLanguage({ source: () => this.#source! });
    const wrapped = rules.map(rule => [rule.definition.name, this.#contained(rule)]);
    const languages = { typescript: language, python: language, sql: language, config: language };
    this.#plugin = { faultline: { rules: Object.fromEntries(wrapped), languages } as never };
  }

  /** `enabled` maps rule ids to options; rules for other languages than the source's are left out. Drafts are unsorted. */
  run(source: RuleSource, enabled: ReadonlyMap<string, object>): RuleRun {
    const { language } = source.file;
    const settings = [...enabled].filter(([id]) => this.#rules.get(id)?.definition.languages.includes(language));
    if (settings.length === 0) return { drafts: [], crashes: [] };
    const drafts: Draft[] = [];
    this.#source = { ...source, collect: draft => drafts.push(draft) };
    this.#crashes = [];
    try {
      const config = {
        files: ["**/*.source"],
        language: `faultline/${language}`,
        plugins: this.#plugin,
        rules: Object.fromEntries(settings.map(([id, options]) => [`faultline/${id}`, ["error", options]])),
        linterOptions: { reportUnusedDisableDirectives: "off" },
      };
      const messages = this.#linter.verify(source.text, [config as Linter.Config], { filename: "current.source" });
      const fatal = messages.find(message => message.fatal);
      if (fatal) this.#crashes.push({ rule: fatal.ruleId ?? "", message: fatal.message });
    } catch (error) {
      this.#crashes.push({ rule: "", message: messageOf(error) });
    } finally {
      this.#source = undefined;
    }
    return { drafts, crashes: this.#crashes };
  }

  #contained(rule: Rule): Rule {
    const id = rule.definition.name;
    const guard = <T>(action: () => T, fallback: T): T => {
      const start = performance.now();
      try {
        return action();
      } catch (error) {
        this.#crashes.push({ rule: id, message: messageOf(error) });
        return fallback;
      } finally {
        this.ruleMs[id] = (this.ruleMs[id] ?? 0) + performance.now() - start;
      }
    };
    return {
      ...rule,
      create: (context: Parameters<Rule["create"]>[0]) => {
        const listeners = guard(() => rule.create(context) as Listeners, {});
        const safe = Object.entries(listeners).map(([selector, listener]) => [
          selector,
          (node: unknown) => guard(() => listener(node), undefined),
        ]);
        return Object.fromEntries(safe) as ReturnType<Rule["create"]>;
      },
    } as Rule;
  }
}

/** One line: the message and where it came from. */
function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const frame =
    error.stack
      ?.split("\n")
      .find(line => line.includes(" at "))
      ?.trim() ?? "";
  return `${error.message.split("\n")[0]} ${frame}`.trim();
}
