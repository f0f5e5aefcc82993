import * as l10n from "@vscode/l10n";
import type { LocalState } from "../../concepts/local-state/index.ts";
import { defineRule } from "../../define-rule.ts";
import type { Level } from "../../finding.ts";

export default defineRule<
  "otherProcess" | "madeAnew" | "countsElsewhere" | "severalProcesses" | "sharedCounts" | "oneProcess"
>({
  family: "resilience",
  name: "no-process-local-state",
  languages: ["typescript", "python"],
  description: "What requests or jobs keep in the memory of their process is read back as the truth.",
  level: "error",
  fixable: false,
  messages: {
    otherProcess:
      "{{writer}} writes `{{name}}` in one process and {{reader}} reads it in another, where it is always empty.",
    countsElsewhere:
      "{{writer}} counts in `{{name}}` in one process and {{reader}} reports it from another, where nothing is ever counted.",
    severalProcesses:
      "`{{name}}` is kept in the memory of one process and {{where}}, so {{reader}} does not find what {{writer}} has written in another one.",
    sharedCounts:
      "`{{name}}` counts in the memory of one process and {{where}}, so {{reader}} reports the share of whichever process answers.",
    madeAnew:
      "`{{name}}` keeps a token on an object that {{writer}} makes anew each time, so every run fetches one and nothing limits how many are fetched.",
    oneProcess:
      "`{{name}}` is kept in the memory of the process alone, so a restart forgets what {{writer}} has written and a second process never learns of it.",
  },
  options: {},
  defaults: {},
  create: context => ({
    LocalState(state) {
      const told = verdictOf(state);
      if (!told) return;
      context.report({
        level: told.level,
        at: state,
        messageId: told.messageId,
        data: { name: state.name, writer: state.writer, reader: state.reader, where: whereOf(state) },
        related: state.story,
      });
    },
  }),
});

function verdictOf({ runs, kind, several }: LocalState) {
  const counts = kind === "counters";
  switch (runs) {
    case "apart":
      return counts
        ? { level: "warning" as Level, messageId: "countsElsewhere" as const }
        : { level: "error" as Level, messageId: "otherProcess" as const };
    case "several":
      return counts
        ? { level: "advice" as Level, messageId: "sharedCounts" as const }
        : { level: levelOf(several), messageId: "severalProcesses" as const };
    case "one":
      return counts ? undefined : { level: "advice" as Level, messageId: "oneProcess" as const };
    case "anew":
      return { level: "advice" as Level, messageId: "madeAnew" as const };
    case "unknown":
      return undefined;
  }
}

/** A habit of the platform is no proof. */
function levelOf(several: LocalState["several"]): Level {
  return several?.likely ? "advice" : "warning";
}

function whereOf({ several }: LocalState): string {
  if (!several) return "";
  const { kind, why, likely, count } = several;
  if (kind === "serverless")
    return likely
      ? l10n.t("{0} mostly runs in short-lived instances", why)
      : l10n.t("`{0}` runs it in short-lived instances", why);
  return count === undefined
    ? l10n.t("`{0}` runs several of them", why)
    : l10n.t("`{0}` runs up to {1} of them", why, count);
}
