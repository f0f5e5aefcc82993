import * as l10n from "@vscode/l10n";
import { conceptNoun } from "../engine/concept-facts.ts";
import type { FileExplanation, RuleState } from "../engine/scan-result.ts";

/** What a user who sees too few or too many findings needs to know about a file, as markdown. */
export function explanationText(explanation: FileExplanation): string {
  const { path, ignored } = explanation;
  const facts = ignored === undefined ? factsOf(explanation) : [l10n.t("**Not read**, because {0}.", ignored)];
  return [`# ${l10n.t("Faultline on {0}", path)}`, ...facts].join("\n\n") + "\n";
}

function factsOf(explanation: FileExplanation): string[] {
  const { language, concepts, rules } = explanation;
  if (language === undefined) return [l10n.t("**Not read**, because no front end reads files of this name.")];
  return [
    readingOf(explanation, language)
      .map(fact => `- ${fact}`)
      .join("\n"),
    `## ${l10n.t("What was recognised")}`,
    recognisedText(concepts) || l10n.t("Nothing that any rule speaks of: no retry, query, task or limiter."),
    `## ${l10n.t("Rules")}`,
    [`| ${l10n.t("rule")} | ${l10n.t("state")} | ${l10n.t("because")} |`, "|---|---|---|", ...rules.map(row)].join(
      "\n",
    ),
  ];
}

function readingOf(explanation: FileExplanation, language: string): string[] {
  const { configFiles, preset, directives, findings, known, suppressed, slow, ms } = explanation;
  return [
    l10n.t("Read as {0}, in {1} ms; checked in {2} ms.", language, ms.analyse.toFixed(1), ms.check.toFixed(1)),
    l10n.t(
      "Findings: {0}; in the baseline: {1}; suppressed: {2}; directives: {3}.",
      findings,
      known,
      suppressed,
      directives,
    ),
    configFiles.length === 0
      ? l10n.t("Configuration: none, so all is inferred.")
      : l10n.t("Configuration: {0}.", configFiles.map(code).join(" → ")),
    ...slow.map(({ part, ms }) => l10n.t("{0} took {1} ms.", part, ms.toFixed(0))),
    preset === "recommended" ? l10n.t("Preset: recommended, which leaves out advice.") : l10n.t("Preset: {0}.", preset),
  ];
}

/** A line for each line of the file, and nothing twice. What only serves other concepts has no noun, and is left out. */
function recognisedText(concepts: FileExplanation["concepts"]): string {
  const byLine = new Map<number, Set<string>>();
  for (const { line, type } of concepts.toSorted((a, b) => a.line - b.line)) {
    const noun = conceptNoun(type);
    if (noun !== undefined) byLine.set(line, (byLine.get(line) ?? new Set()).add(noun));
  }
  return [...byLine].map(([line, nouns]) => `- ${l10n.t("line {0}: {1}", line, [...nouns].join(", "))}`).join("\n");
}

function row({ rule, state, because }: RuleState): string {
  return `| ${rule} | ${state === "on" ? l10n.t("on") : l10n.t("off")} | ${because} |`;
}

function code(text: string): string {
  return `\`${text}\``;
}
