import * as l10n from "@vscode/l10n";
import { RuleCreator } from "@typescript-eslint/utils/eslint-utils";
import type { RuleContext as EslintContext, RuleModule } from "@typescript-eslint/utils/ts-eslint";
import type { JSONSchema4 } from "@typescript-eslint/utils/json-schema";
import type { Fix, Level, Place, Related, TextEdit } from "./finding.ts";
import type { LanguageId, Span } from "./ir/nodes.ts";
import { runsConcepts, sourceOf } from "./eslint/concept-language.ts";
import type { RuleSource } from "./eslint/rule-source.ts";
import type { Project } from "./project/project.ts";
import type { FileSummary } from "./project/summary.ts";
import type { ConceptNodes } from "./concepts/index.ts";

export type Family = "retries" | "tenancy" | "limits" | "idempotency" | "transactions" | "resilience";

/** What a rule says of one place. Message placeholders `{{name}}` are filled from `data`. */
export interface Report<MessageId extends string> {
  level: Level;
  at: Span;
  messageId: MessageId;
  data?: Record<string, string | number>;
  /** The story, in order. */
  related?: Related[];
  fixes?: Fix[];
}

export interface RuleContext<MessageId extends string> {
  readonly file: FileSummary;
  readonly project: Project;
  readonly text: string;
  readonly language: LanguageId;
  place(span: Span): Place;
  report(report: Report<MessageId>): void;
}

export type ConceptListeners = {
  [Name in keyof ConceptNodes]?: (concept: ConceptNodes[Name]) => void;
};

export interface RuleDefinition<MessageId extends string, Options extends object> {
  family: Family;
  name: string;
  languages: readonly LanguageId[];
  /** One sentence, present tense: what the rule finds. */
  description: string;
  /** The highest level that it reports. */
  level: Level;
  /** Whether any of its fixes is safe, or only suggestions, or none. */
  fixable: "safe" | "suggestion" | false;
  messages: Record<MessageId, string>;
  /** JSON schema of the options object's properties; defaults are given apart. */
  options: Record<keyof Options & string, JSONSchema4>;
  defaults: Options;
  create(context: RuleContext<MessageId>, options: Options): ConceptListeners;
}

/** A rule of the catalogue, runnable by ESLint. `definition` is what documents, presets and tests read. */
export type Rule = RuleModule<string, [object]> & {
  definition: RuleDefinition<string, object>;
  /** For a tree that does not carry the source. */
  listen(context: EslintContext<string, [object]>, source: RuleSource): Record<string, (node: never) => void>;
};

/** The one way to declare a rule. */
export function defineRule<MessageId extends string, Options extends object = object>(
  definition: RuleDefinition<MessageId, Options>,
): Rule {
  const rule = createEslintRule({
    name: `${definition.family}/${definition.name}`,
    meta: {
      type: "problem",
      docs: { description: definition.description },
      messages: definition.messages,
      schema: [{ type: "object", properties: definition.options, additionalProperties: false }],
      defaultOptions: [definition.defaults],
      ...(definition.fixable === "safe" ? { fixable: "code" as const } : {}),
      hasSuggestions: definition.fixable !== false,
      languages: ["js/js", ...definition.languages.map(language => `faultline/${language}`)],
    },
    create: context => listen(definition, context as never, sourceOf(context)),
  });
  const listenTo = (context: never, source: RuleSource) => listen(definition, context, source);
  return Object.assign(rule, { definition, listen: listenTo }) as unknown as Rule;
}

const createEslintRule = RuleCreator(
  name => `https://github.com/faultline-dev/faultline/blob/main/rules/catalog/${name}.md`,
);

function listen<MessageId extends string, Options extends object>(
  definition: RuleDefinition<MessageId, Options>,
  eslint: Readonly<EslintContext<MessageId, [Options]>>,
  source: RuleSource | undefined,
) {
  if (source === undefined || !definition.languages.includes(source.file.language)) return {};
  const options = { ...definition.defaults, ...eslint.options[0] };
  const context: RuleContext<MessageId> = {
    file: source.file,
    project: source.project,
    text: source.text,
    language: source.file.language,
    place: span => source.place(span),
    report: report => send(definition, eslint, source, report),
  };
  return runsConcepts(eslint, source, definition.create(context, options) as Record<string, (node: never) => void>);
}

function send<MessageId extends string>(
  definition: { name: string; messages: Record<MessageId, string> },
  eslint: Readonly<EslintContext<MessageId, [object]>>,
  source: RuleSource,
  report: Report<MessageId>,
): void {
  const place = source.place(report.at);
  const data = report.data ?? {};
  source.collect?.({
    rule: definition.name,
    messageId: report.messageId,
    level: report.level,
    message: fill(l10n.t(definition.messages[report.messageId]), data),
    path: source.file.path,
    ...place,
    related: report.related ?? [],
    fixes: report.fixes ?? [],
  });
  const fixes = (report.fixes ?? []).filter(fix => fix.edits.every(edit => edit.path === undefined));
  const safe = fixes.find(fix => fix.kind === "safe");
  eslint.report({
    loc: {
      start: { line: place.line, column: place.column - 1 },
      end: { line: place.endLine, column: place.endColumn - 1 },
    },
    messageId: report.messageId,
    data,
    fix: safe ? fixer => apply(fixer, safe.edits) : null,
    suggest: fixes.map(fix => ({ desc: fix.title, fix: (fixer: Fixer) => apply(fixer, fix.edits) })) as never,
  });
}

interface Fixer {
  replaceTextRange(range: readonly [number, number], text: string): never;
}

function apply(fixer: unknown, edits: TextEdit[]): never[] {
  return edits.map(edit => (fixer as Fixer).replaceTextRange([edit.start, edit.end], edit.text));
}

function fill(message: string, data: Record<string, string | number>): string {
  return message.replace(/\{\{\s*(\w+)\s*\}\}/gu, (whole, key: string) => (key in data ? String(data[key]) : whole));
}

/** The concepts that a rule looks at. They are the same in every file, so no file is needed to know them. */
export function listenedConcepts({ create, defaults }: RuleDefinition<string, object>): string[] {
  return Object.keys(create({} as RuleContext<string>, defaults));
}
