/** Which findings directives in comments take back, and what is wrong with the directives themselves. */
import * as l10n from "@vscode/l10n";
import type { Finding, Fix, Level, TextEdit } from "../../rules/finding.ts";
import type { Draft } from "../../rules/eslint/rule-source.ts";
import type { DirectiveRecord } from "../../rules/project/summary.ts";
import { closestWord, noRuleText, withHint } from "./closest-word.ts";
import type { SuppressedFinding } from "./scan-result.ts";

export interface DirectiveContext {
  path: string;
  text: string;
  directives: readonly DirectiveRecord[];
  /** ISO date of today. */
  today: string;
  knownRules: ReadonlySet<string>;
  /** Rules that ran on this file: only of these can it be said that a directive was not needed. */
  ranRules: ReadonlySet<string>;
}

export interface Suppression {
  kept: Finding[];
  suppressed: SuppressedFinding[];
  /** Findings about the directives, at the level that the rule has by itself. */
  drafts: Draft[];
}

/** `findings` in source order. */
export function applyDirectives(findings: readonly Finding[], context: DirectiveContext): Suppression {
  const scopes = scopesOf(context);
  const kept: Finding[] = [];
  const suppressed: SuppressedFinding[] = [];
  for (const finding of findings) {
    const scope = scopes.find(one => one.covers(finding));
    if (scope === undefined) kept.push(finding);
    else {
      scope.used.add(finding.rule);
      const { place, reason, until } = scope.directive;
      const why = { ...(reason === undefined ? {} : { reason }), ...(until === undefined ? {} : { until }) };
      suppressed.push({ ...finding, directive: { line: place.line, ...why } });
    }
  }
  return { kept, suppressed, drafts: scopes.flatMap(scope => faultsOf(scope, context)) };
}

interface DirectiveScope {
  directive: DirectiveRecord;
  /** Rule ids without prefix; empty means all. */
  names: string[];
  expired: boolean;
  used: Set<string>;
  covers(finding: Finding): boolean;
}

function scopesOf({ directives, today }: DirectiveContext): DirectiveScope[] {
  const disabling = directives.filter(one => one.kind.startsWith("disable"));
  return disabling.map(directive => {
    const names = directive.names.map(withoutPrefix);
    const expired = directive.until !== undefined && directive.until < today;
    const reaches = reachOf(directive, directives);
    return {
      directive,
      names,
      expired,
      used: new Set<string>(),
      covers: finding => !expired && (names.length === 0 || names.includes(finding.rule)) && reaches(finding),
    };
  });
}

function reachOf(directive: DirectiveRecord, all: readonly DirectiveRecord[]): (finding: Finding) => boolean {
  switch (directive.kind) {
    case "disable-file":
      return () => true;
    case "disable-line":
      return finding => finding.line === directive.place.line;
    case "disable-next-line":
      return finding => finding.line === directive.targetLine;
    default: {
      const ends = all.filter(one => one.kind === "enable" && one.place.start > directive.place.start);
      const endFor = (rule: string) =>
        ends.find(one => one.names.length === 0 || one.names.map(withoutPrefix).includes(rule))?.place.start ??
        Infinity;
      return finding => finding.start >= directive.place.start && finding.start < endFor(finding.rule);
    }
  }
}

/** `faultline/retries/no-uncapped-backoff` → `no-uncapped-backoff`. */
function withoutPrefix(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}

function faultsOf(scope: DirectiveScope, context: DirectiveContext): Draft[] {
  const { directive, names, expired } = scope;
  const draft = (rule: string, level: Level, messageId: string, message: string, fixes: Fix[]): Draft => ({
    rule,
    level,
    messageId,
    message,
    fixes,
    path: context.path,
    ...directive.place,
    related: [],
  });
  const unknown = directive.names.filter(name => !context.knownRules.has(withoutPrefix(name)));
  const drafts = unknown.map(name => {
    const closest = closestWord(withoutPrefix(name), [...context.knownRules]);
    return draft(
      "unknown-rule",
      "warning",
      "unknown",
      withHint(noRuleText(name), closest),
      renameFixes(scope, context, name, closest),
    );
  });
  if (expired) {
    const message = l10n.t("This directive expired on {0} and suppresses nothing any more.", directive.until!);
    drafts.push(draft("expired-directive", "warning", "expired", message, [removal(scope, context)]));
    return drafts;
  }
  drafts.push(...unusedOf(scope, context, draft));
  if (directive.reason === undefined && unknown.length < Math.max(1, names.length)) {
    const at = endOfDirective(context.text, directive);
    const fixes: Fix[] = [
      {
        title: l10n.t("Add a reason"),
        kind: "suggestion",
        edits: [{ start: at, end: at, text: ` -- ${l10n.t("reviewed and accepted")}` }],
      },
    ];
    drafts.push(
      draft(
        "directive-without-reason",
        "advice",
        "missing",
        l10n.t("This directive does not say why the finding is accepted."),
        fixes,
      ),
    );
  }
  return drafts;
}

function unusedOf(
  scope: DirectiveScope,
  context: DirectiveContext,
  draft: (rule: string, level: Level, messageId: string, message: string, fixes: Fix[]) => Draft,
): Draft[] {
  const { names, used } = scope;
  if (names.length === 0) {
    const allRan = [...context.knownRules].every(rule => context.ranRules.has(rule));
    if (used.size > 0 || !allRan) return [];
    return [
      draft("unused-directive", "warning", "unused", l10n.t("This directive suppresses nothing."), [
        removal(scope, context),
      ]),
    ];
  }
  const unused = names.filter(name => context.ranRules.has(name) && !used.has(name));
  if (unused.length === 0) return [];
  const message =
    unused.length === names.length
      ? l10n.t("This directive suppresses nothing.")
      : l10n.t("No finding of {0} is suppressed here.", unused.map(name => `\`${name}\``).join(", "));
  return [draft("unused-directive", "warning", "unused", message, [removal(scope, context, unused)])];
}

/** Takes the directive out, or only some names of its list. */
function removal(
  { directive, names }: DirectiveScope,
  { text }: DirectiveContext,
  unused: readonly string[] = names,
): Fix {
  const rest = directive.names.filter(name => !unused.includes(withoutPrefix(name)));
  if (rest.length > 0) {
    const list = nameListIn(text, directive);
    return {
      title: l10n.t("Remove {0} from the directive", unused.join(", ")),
      kind: "safe",
      edits: list ? [{ ...list, text: rest.join(", ") }] : [],
    };
  }
  return { title: l10n.t("Remove the directive"), kind: "safe", edits: [wholeComment(text, directive)] };
}

/** The comment, with its line when it stands alone on it, else with the blanks before it. */
function wholeComment(text: string, { place }: DirectiveRecord): TextEdit {
  let { start, end } = place;
  while (start > 0 && (text[start - 1] === " " || text[start - 1] === "\t")) start--;
  let after = end;
  while (text[after] === " " || text[after] === "\t") after++;
  const newline = /^(?:\r\n|[\r\n])/u.exec(text.slice(after, after + 2))?.[0];
  const opensLine = start === 0 || text[start - 1] === "\n" || text[start - 1] === "\r";
  if (opensLine && (newline !== undefined || after === text.length)) end = after + (newline?.length ?? 0);
  else if (opensLine) start = place.start;
  return { start, end, text: "" };
}

function renameFixes(
  scope: DirectiveScope,
  context: DirectiveContext,
  name: string,
  closest: string | undefined,
): Fix[] {
  const list = nameListIn(context.text, scope.directive);
  const fixes: Fix[] = [];
  if (closest && list) {
    const names = scope.directive.names.map(one => (one === name ? closest : one)).join(", ");
    fixes.push({ title: l10n.t("Change to {0}", closest), kind: "suggestion", edits: [{ ...list, text: names }] });
  }
  return [...fixes, { ...removal(scope, context, [withoutPrefix(name)]), kind: "suggestion" }];
}

/** Range of the list of rule names inside the comment. */
function nameListIn(text: string, { place, names }: DirectiveRecord): { start: number; end: number } | undefined {
  const comment = text.slice(place.start, place.end);
  const keyword = /faultline-[a-z-]{1,60}\s+/u.exec(comment);
  if (keyword === null || names.length === 0) return undefined;
  const start = keyword.index + keyword[0].length;
  const end = names.reduce((at, name) => comment.indexOf(name, at) + name.length, start);
  return { start: place.start + start, end: place.start + end };
}

/** Where more words of the directive can go: before the end of a block comment. */
function endOfDirective(text: string, { place }: DirectiveRecord): number {
  const comment = text.slice(place.start, place.end);
  return place.start + comment.replace(/(?<!\s)\s*\*\/\s*$/u, "").trimEnd().length;
}
