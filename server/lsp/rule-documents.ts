import type { Engine } from "../engine/engine.ts";
import { descriptionOf } from "../engine/locale.ts";
import { hoverText, withoutMarkdown, type HoverContext } from "./hover-text.ts";

type Definition = ReturnType<Engine["rules"]>[number];

const catalogAddress = "https://github.com/faultline-dev/faultline/blob/main/rules/catalog";

/** What can be read about the rules: their documents, and for rules about directives, which have none, what they report. */
export class RuleDocuments {
  readonly #definitions: ReadonlyMap<string, Definition>;
  readonly #documents: Readonly<Record<string, string>>;

  constructor(definitions: readonly Definition[], documents: Readonly<Record<string, string>>) {
    this.#definitions = new Map(definitions.map(definition => [definition.name, definition]));
    this.#documents = documents;
  }

  has(rule: string): boolean {
    return this.#definitions.has(rule);
  }

  whole(rule: string): string | undefined {
    return this.#documents[rule] ?? this.#described(rule);
  }

  /** Where the document is on the web; undefined for a rule without one. */
  addressOf(rule: string): string | undefined {
    const family = this.#definitions.get(rule)?.family;
    return family === undefined || family === "directives" ? undefined : `${catalogAddress}/${family}/${rule}.md`;
  }

  /** For a hover. */
  short(rule: string, as: "markdown" | "plaintext", context: HoverContext): string | undefined {
    const document = this.#documents[rule] ?? this.#descriptionOf(rule);
    if (document === undefined) return undefined;
    const text = hoverText(rule, document, context);
    return as === "markdown" ? text : withoutMarkdown(text);
  }

  #described(rule: string): string | undefined {
    const description = this.#descriptionOf(rule);
    return description && `# ${rule}\n\n${description}\n`;
  }

  #descriptionOf(rule: string): string | undefined {
    const definition = this.#definitions.get(rule);
    return definition && descriptionOf(definition);
  }
}
