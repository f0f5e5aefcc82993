import type { Look, Outcome, WhyNotHere } from "../engine/why-not-here.ts";

/** As markdown, for a person who expected a finding, or does not see why there is one. */
export function whyNotHereText({ path, line, ignored, looks }: WhyNotHere): string {
  const title = `# Line ${line} of ${path}`;
  if (ignored !== undefined) return `${title}\n\n**Not read**, because ${ignored}.\n`;
  if (looks.length === 0)
    return `${title}\n\nNothing was recognised here that a rule speaks of. *Explain This File* lists what was recognised in the file.\n`;
  return `${[title, ...looks.map(lookText)].join("\n\n")}\n`;
}

function lookText({ what, line, facts, rules }: Look): string {
  return [
    `## ${what.charAt(0).toUpperCase()}${what.slice(1)}, line ${line}`,
    ...(facts.length === 0 ? [] : [`### What was seen\n\n${facts.map(fact => `- ${fact}`).join("\n")}`]),
    `### Which rules looked\n\n${rules.map(ruleText).join("\n")}`,
  ].join("\n\n");
}

function ruleText({ rule, outcome, because }: Outcome): string {
  const why = because === undefined ? "" : `: ${because}`;
  const told = {
    reported: "reports a finding",
    known: "reports a finding that is in the baseline",
    suppressed: "reports a finding that is suppressed",
    silent: "is silent: what was seen is no fault to it",
    off: "is off",
  };
  return `- \`${rule}\` ${told[outcome]}${why}`;
}
