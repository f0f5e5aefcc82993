import type { FileExplanation, RuleState } from "../engine/scan-result.ts";

/** What a user who sees too few or too many findings needs to know about a file, as markdown. */
export function explanationText(explanation: FileExplanation): string {
  const { path, ignored } = explanation;
  const facts = ignored === undefined ? factsOf(explanation) : [`**Not read**, because ${ignored}.`];
  return [`# Faultline on ${path}`, ...facts].join("\n\n") + "\n";
}

function factsOf(explanation: FileExplanation): string[] {
  const { language, configFiles, preset, concepts, directives, findings, known, suppressed, ms } = explanation;
  if (language === undefined) return ["**Not read**, because no front end reads files of this name."];
  return [
    [
      `- Read as ${language}, in ${ms.analyse.toFixed(1)} ms; checked in ${ms.check.toFixed(1)} ms.`,
      `- Findings: ${findings}; in the baseline: ${known}; suppressed: ${suppressed}; directives: ${directives}.`,
      `- Configuration: ${configFiles.length === 0 ? "none, so all is inferred" : configFiles.map(code).join(", then ")}.`,
      ...explanation.slow.map(({ part, ms }) => `- ${part} took ${ms.toFixed(0)} ms.`),
      `- Preset: ${preset}${preset === "recommended" ? ", which leaves out advice" : ""}.`,
    ].join("\n"),
    "## What was recognised",
    concepts.length === 0
      ? "Nothing that any rule speaks of: no retry, query, task or limiter."
      : concepts.map(concept => `- line ${concept.line}: ${concept.type}`).join("\n"),
    "## Rules",
    ["| rule | state | because |", "|---|---|---|", ...explanation.rules.map(row)].join("\n"),
  ];
}

function row({ rule, state, because }: RuleState): string {
  return `| ${rule} | ${state} | ${because} |`;
}

function code(text: string): string {
  return `\`${text}\``;
}
