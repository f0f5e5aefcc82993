import type { Finding } from "../../rules/finding.ts";
import type { Settings } from "../protocol.ts";

/**
 * Findings as the user of this editor wants to see them: a rule's own level wins over its family's. What the engine says
 * stays as everyone has it, on the command line too.
 */
export function withLevels(
  findings: readonly Finding[],
  levels: Settings["levels"],
  familyOf: (rule: string) => string | undefined,
): Finding[] {
  return findings.flatMap(finding => {
    const level = levels[finding.rule] ?? levels[familyOf(finding.rule) ?? ""] ?? finding.level;
    if (level === "off") return [];
    return [level === finding.level ? finding : { ...finding, level }];
  });
}
