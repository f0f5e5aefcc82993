/**
 * The only file that imports ESLint. Runs rules over the concepts of one file. Invariant: a rule that throws costs its own
 * remaining reports in that file and nothing else.
 */
import { Linter } from "eslint/universal";
import type { Rule } from "../../rules/define-rule.ts";
import type { LanguageId } from "../../rules/ir/nodes.ts";
import type { Draft, RuleSource } from "../../rules/eslint/rule-source.ts";
import type { SlowParts } from "./budget.ts";
import type { Knowledge } from "./knowledge.ts";

export interface RuleRun {
  drafts: Draft[];
  crashes: { rule: string; message: string }[];
}

type Listeners = Record<string, (node: unknown) => void>;

/** Type of the root of every tree. */
const FILE = "File";
/** A selector that is the type of a node. */
const PLAIN = /^\w+$/u;

export class RuleRunner {
  /** Milliseconds per rule since the runner was made. */
  readonly ruleMs: Record<string, number> = {};
  /** Of the file that is looked at. */
  #fileMs = new Map<string, number>();
  readonly #slow: SlowParts | undefined;
  readonly #rules: ReadonlyMap<string, Rule>;
  readonly #linter = new Linter({ configType: "flat" });
  readonly #language: ReturnType<Knowledge["createLanguage"]>;
  /** Each rule with its crashes caught. */
  readonly #contained: ReadonlyMap<string, Rule>;
  /** Of the rules that ran. */
  readonly #selectors = new Map<string, readonly string[]>();
  #source: RuleSource | undefined;
  #crashes: RuleRun["crashes"] = [];

  constructor(rules: readonly Rule[], createLanguage: Knowledge["createLanguage"], slow?: SlowParts) {
    this.#slow = slow;
    this.#rules = new Map(rules.map(rule => [rule.definition.name, rule]));
    this.#language = createLanguage({ source: () => this.#source! });
    this.#contained = new Map(rules.map(rule => [rule.definition.name, this.#contain(rule)]));
  }

  /** `enabled` maps rule ids to options; rules for other languages than the source's are left out. Drafts are unsorted. */
  run(source: RuleSource, enabled: ReadonlyMap<string, object>): RuleRun {
    const drafts: Draft[] = [];
    const rules = this.listening(source.file.language, source.concepts, enabled);
    if (rules.length === 0) return { drafts, crashes: [] };
    this.#source = { ...source, collect: draft => drafts.push(draft) };
    this.#crashes = [];
    this.#fileMs = new Map();
    try {
      // Directives are the engine's matter: they have a date.
      const options = { filename: "current.source", allowInlineConfig: false };
      const messages = this.#linter.verify(source.text, this.#configOf(rules, enabled), options);
      const fatal = messages.find(message => message.fatal);
      if (fatal) this.#crashes.push({ rule: fatal.ruleId ?? "", message: fatal.message });
    } catch (error) {
      this.#crashes.push({ rule: "", message: messageOf(error) });
    } finally {
      this.#source = undefined;
      for (const [part, ms] of this.#fileMs) this.#slow?.saw({ path: source.file.path, part, ms });
    }
    return { drafts, crashes: this.#crashes };
  }

  /** Those of the enabled rules that may listen to one of the concepts of a file. */
  listening(
    language: LanguageId,
    concepts: readonly { type: string }[],
    enabled: ReadonlyMap<string, object>,
  ): string[] {
    if (concepts.length === 0) return [];
    const types = new Set([FILE, ...concepts.map(concept => concept.type)]);
    return [...enabled.keys()].filter(id => this.#hears(id, language, types));
  }

  /** Whether a rule may listen to anything in a file. What it listens to is known once it ran: the same in every file. */
  #hears(id: string, language: LanguageId, types: ReadonlySet<string>): boolean {
    if (!this.#rules.get(id)?.definition.languages.includes(language)) return false;
    return this.#selectors.get(id)?.some(selector => types.has(selector) || !PLAIN.test(selector)) ?? true;
  }

  /** ESLint takes an array with `getConfig` for a normalised one; to normalise one for each file costs more than its rules. */
  #configOf(rules: readonly string[], enabled: ReadonlyMap<string, object>): Linter.Config[] {
    const config = {
      language: this.#language,
      languageOptions: {},
      linterOptions: {},
      rules: Object.fromEntries(rules.map(id => [id, [2, enabled.get(id)]])),
      getRuleDefinition: (id: string) => this.#contained.get(id),
    };
    return Object.assign([], { getConfig: () => config });
  }

  #contain(rule: Rule): Rule {
    const id = rule.definition.name;
    const guard = <T>(action: () => T, fallback: T): T => {
      const start = performance.now();
      try {
        return action();
      } catch (error) {
        this.#crashes.push({ rule: id, message: messageOf(error) });
        return fallback;
      } finally {
        const ms = performance.now() - start;
        this.ruleMs[id] = (this.ruleMs[id] ?? 0) + ms;
        this.#fileMs.set(id, (this.#fileMs.get(id) ?? 0) + ms);
      }
    };
    return {
      ...rule,
      create: (context: Parameters<Rule["create"]>[0]) => {
        const listeners = guard(() => {
          const made = rule.create(context) as Listeners;
          this.#selectors.set(id, Object.keys(made));
          return made;
        }, {});
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
