import * as l10n from "@vscode/l10n";
import type { FailedWorkRepair } from "../concepts/failed-work/index.ts";
import type { Fix } from "../finding.ts";

/** Gives failed work a place to stay: a dead-letter queue in the configuration, a time in the queue's own memory. */
export function keepFailedWork(repair: FailedWorkRepair): Fix[] {
  if (repair.kind === "keep")
    return [
      {
        title: l10n.t("Keep failed jobs for a week"),
        kind: "suggestion",
        edits: [{ start: repair.at.start, end: repair.at.end, text: repair.text }],
      },
    ];
  const name = `${repair.queue}-dlq`;
  return [
    {
      title: l10n.t("Send what fails for good to `{0}`", name),
      kind: "suggestion",
      edits: [{ start: repair.at, end: repair.at, text: repair.before + name + repair.after }],
    },
  ];
}
