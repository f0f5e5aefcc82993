/**
 * Each of our languages as an ESLint `Language` whose tree is the list of concepts found in the file, so that ESLint's own
 * traversal visits concepts and rules listen to them. Invariant: a file never fails to parse here.
 */
import { Directive, TextSourceCodeBase, VisitNodeStep } from "@eslint/plugin-kit";
import type { Language, OkParseResult, SourceCode, File } from "@eslint/core";
import type { Span } from "../ir/nodes.ts";
import type { CarriesSource, RuleSource } from "./rule-source.ts";

/** Where a language instance gets what it knows beyond the text: the engine's session, or `lone-file.ts`. */
export interface SourceProvider {
  source(path: string, text: string): RuleSource;
}

interface Root extends Span {
  type: "File";
  source: RuleSource;
}

type Types = {
  LangOptions: object;
  Code: ConceptSourceCode;
  RootNode: Root;
  Node: Span & { type: string };
};

class ConceptSourceCode extends TextSourceCodeBase<never> implements CarriesSource {
  readonly faultline: RuleSource;
  readonly scopeManager = undefined;
  readonly visitorKeys = {};
  readonly #root: Root;

  constructor(text: string, root: Root) {
    super({ text, ast: root as never, lineEndingPattern: /\r\n|[\r\n]/u });
    this.#root = root;
    this.faultline = root.source;
  }

  override getRange(node: Span): [number, number] {
    return [node.start, node.end];
  }

  override getLoc(node: Span): never {
    const place = this.faultline.place(node);
    return {
      start: { line: place.line, column: place.column - 1 },
      end: { line: place.endLine, column: place.endColumn - 1 },
    } as never;
  }

  override getParent(node: unknown): never {
    return (node === this.#root ? undefined : this.#root) as never;
  }

  /** Under ESLint alone a directive has no expiry: there is no clock in the rules. */
  getDisableDirectives() {
    const directives = this.faultline.file.directives
      .filter(directive => directive.kind !== "annotation")
      .map(
        ({ kind, names, place, reason }) =>
          new Directive({
            type:
              kind === "disable-file"
                ? "disable"
                : (kind as "disable" | "enable" | "disable-line" | "disable-next-line"),
            // ESLint before 9.15 reads the node's own `loc`.
            node: { ...place, loc: this.getLoc(place) },
            value: names.map(name => `faultline/${name}`).join(", "),
            justification: reason ?? "",
          }),
      );
    return { directives, problems: [] };
  }

  override traverse(): Iterable<VisitNodeStep> {
    const visit = (target: object, phase: 1 | 2) => new VisitNodeStep({ target, phase, args: [target] });
    return [
      visit(this.#root, 1),
      ...this.#root.source.concepts.flatMap(concept => [visit(concept, 1), visit(concept, 2)]),
      visit(this.#root, 2),
    ];
  }
}

export function createLanguage(provider: SourceProvider): Language<Types & never> {
  const language = {
    fileType: "text" as const,
    lineStart: 1 as const,
    columnStart: 0 as const,
    nodeTypeKey: "type",
    validateLanguageOptions() {},
    parse(file: File): OkParseResult<Root> {
      const text = file.body as string;
      const source = provider.source(file.path, text);
      return { ok: true, ast: { type: "File", start: 0, end: text.length, source } };
    },
    createSourceCode(file: File, result: OkParseResult<Root>): SourceCode {
      return new ConceptSourceCode(file.body as string, result.ast) as unknown as SourceCode;
    },
  };
  return language as never;
}

interface EslintContextLike {
  sourceCode: object;
}

/** The source behind a rule's context; undefined under a tree that is not ours. */
export function sourceOf({ sourceCode }: EslintContextLike): RuleSource | undefined {
  return (sourceCode as Partial<CarriesSource>).faultline;
}

/** Our languages are traversed by ESLint; under ESLint's own JavaScript tree all concepts are visited at `Program`. */
export function runsConcepts(
  context: EslintContextLike,
  source: RuleSource,
  listeners: Record<string, (node: never) => void>,
): Record<string, (node: never) => void> {
  if ("faultline" in context.sourceCode) return listeners;
  return {
    Program() {
      for (const concept of source.concepts) listeners[concept.type]?.(concept as never);
    },
  };
}
