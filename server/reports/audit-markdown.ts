/** The audit as Markdown, for a wiki, a pull request or a ticket. */
import * as l10n from "@vscode/l10n";
import { markdownTable } from "markdown-table";
import type { FilePlace, Finding, Level } from "../../rules/finding.ts";
import type { Audit, AuditedFamily, AuditedRule, Suppression } from "../audit/audit.ts";
import { familyName, formulaText, headTexts, levelName, measureText } from "../audit/words.ts";
import { descriptionOf } from "../engine/locale.ts";

const LEVELS: readonly Level[] = ["error", "warning", "advice"];

export function auditMarkdown(audit: Audit): string {
  const parts = [
    `# ${escaped(headTexts(audit).title)}`,
    summary(audit),
    ratingTable(audit),
    ...audit.families.filter(family => family.rating.grade !== undefined).map(familySection),
    hotspots(audit),
    suppressions(audit.suppressed),
    remarks(audit),
    `## ${l10n.t("How it is rated")}\n\n${formulaText()
      .map(line => `- ${line}`)
      .join("\n")}`,
  ];
  return `${parts.filter(part => part !== "").join("\n\n")}\n`;
}

function summary(audit: Audit): string {
  const { rating, found, made, change } = headTexts(audit);
  return `**${rating}** · ${found} · ${made}${change === undefined ? "" : `\n\n${change}`}`;
}

function ratingTable({ families }: Audit): string {
  const head = [
    l10n.t("family"),
    l10n.t("rating"),
    l10n.t("score"),
    ...LEVELS.map(levelName),
    l10n.t("things that can fail"),
  ];
  const rows = families.map(({ rating }) => [
    familyName(rating.family),
    rating.grade ?? "–",
    rating.score === undefined ? "–" : String(rating.score),
    ...LEVELS.map(level => String(rating.counts[level])),
    String(rating.exposure),
  ]);
  return markdownTable([head, ...rows]);
}

function familySection({ rating, measures, rules }: AuditedFamily): string {
  const stands = measures.map(measure => `- ${measureText(measure)}`).join("\n");
  return [
    `## ${familyName(rating.family)}: ${rating.grade}`,
    ...(stands === "" ? [] : [`### ${l10n.t("What stands")}`, stands]),
    ...(rules.length === 0 ? [] : [`### ${l10n.t("What shakes")}`, ...rules.map(ruleSection)]),
  ].join("\n\n");
}

function ruleSection({ rule, description, findings }: AuditedRule): string {
  return [
    `#### ${rule} (${findings.length})`,
    descriptionOf({ description }),
    findings.map(findingItem).join("\n"),
  ].join("\n\n");
}

function findingItem(finding: Finding): string {
  const steps = finding.related.map((step, index) => `  ${index + 1}. ${escaped(step.message)} (${placeText(step)})`);
  return [`- **${levelName(finding.level)}** ${placeText(finding)}: ${escaped(finding.message)}`, ...steps].join("\n");
}

function hotspots({ hotspots: files }: Audit): string {
  if (files.length === 0) return "";
  const head = [l10n.t("file"), l10n.t("risk"), ...LEVELS.map(levelName)];
  const rows = files.map(({ path, risk, counts }) => [
    code(path),
    String(risk),
    ...LEVELS.map(level => String(counts[level])),
  ]);
  return `## ${l10n.t("Where it shakes most")}\n\n${markdownTable([head, ...rows])}`;
}

function suppressions(all: readonly Suppression[]): string {
  if (all.length === 0) return "";
  const head = [l10n.t("finding"), l10n.t("place"), l10n.t("reason"), l10n.t("until"), l10n.t("by")];
  const rows = all.map(({ finding, author }) => [
    finding.rule,
    placeText(finding),
    escaped(finding.directive.reason ?? l10n.t("none given")),
    finding.directive.until ?? "–",
    escaped(author ?? "–"),
  ]);
  return `## ${l10n.t("Suppressed")}\n\n${markdownTable([head, ...rows])}`;
}

function remarks({ skipped, notes, configProblems }: Audit): string {
  const lines = [
    ...configProblems.map(one => `- ${placeText(one)}: ${escaped(one.message)}`),
    ...notes.map(one => `- ${one.path === undefined ? "" : `${code(one.path)}: `}${escaped(one.message)}`),
    ...skipped.map(one => `- ${l10n.t("{0} was skipped, because {1}", code(one.path), escaped(one.because))}`),
  ];
  return lines.length === 0 ? "" : `## ${l10n.t("Not looked at")}\n\n${lines.join("\n")}`;
}

function placeText({ path, line }: Pick<FilePlace, "path" | "line">): string {
  return code(`${path}:${line}`);
}

/** In a code span, whatever backticks and pipes the text has. */
function code(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/gu) ?? []).map(run => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return `${fence}${pad}${text.replaceAll("|", "\\|").replaceAll(/[\r\n]+/gu, " ")}${pad}${fence}`;
}

/** Text that Markdown must not read as anything else, but for the code that messages have in backticks. */
function escaped(text: string): string {
  const parts = text.replaceAll(/[\r\n]+/gu, " ").split("`");
  return parts.map((part, index) => (index % 2 === 1 ? part : part.replaceAll(/[\\*_[\]<>|#]/gu, "\\$&"))).join("`");
}
