import * as l10n from "@vscode/l10n";
import type { Look, Outcome, WhyNotHere } from "../engine/why-not-here.ts";

/** As markdown, for a person who expected a finding, or does not see why there is one. */
export function whyNotHereText({ path, line, ignored, looks }: WhyNotHere): string {
  const title = `# ${l10n.t("Line {0} of {1}", line, path)}`;
  return `${[title, ...bodyOf(ignored, looks)].join("\n\n")}\n`;
}

function bodyOf(ignored: string | undefined, looks: readonly Look[]): string[] {
  if (ignored !== undefined) return [l10n.t("**Not read**, because {0}.", ignored)];
  if (looks.length > 0) return looks.map(lookText);
  return [
    l10n.t(
      "Nothing was recognised here that a rule speaks of. *Explain This File* lists what was recognised in the file.",
    ),
  ];
}

function lookText({ what, line, facts, rules }: Look): string {
  return [
    `## ${l10n.t("{0}, line {1}", `${what.charAt(0).toUpperCase()}${what.slice(1)}`, line)}`,
    ...(facts.length === 0 ? [] : [`### ${l10n.t("What was seen")}`, facts.map(fact => `- ${fact}`).join("\n")]),
    `### ${l10n.t("Which rules looked")}`,
    rules.map(ruleText).join("\n"),
  ].join("\n\n");
}

function ruleText({ rule, outcome, because }: Outcome): string {
  const told = `\`${rule}\` ${outcomeText(outcome)}`;
  return `- ${because === undefined ? told : `${told}: ${because}`}`;
}

function outcomeText(outcome: Outcome["outcome"]): string {
  switch (outcome) {
    case "reported":
      return l10n.t("reports a finding");
    case "known":
      return l10n.t("reports a finding that is in the baseline");
    case "suppressed":
      return l10n.t("reports a finding that is suppressed");
    case "silent":
      return l10n.t("is silent: what was seen is no fault to it");
    case "off":
      return l10n.t("is off");
  }
}
