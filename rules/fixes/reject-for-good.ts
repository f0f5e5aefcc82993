import * as l10n from "@vscode/l10n";
import type { RequeueRepair } from "../concepts/requeue/index.ts";
import type { Fix } from "../finding.ts";

/** Ends the endless delivery where the place alone allows it. */
export function rejectForGood(repair: RequeueRepair): Fix[] {
  switch (repair.kind) {
    case "argument":
      return [
        {
          title: l10n.t("Reject without putting it back, so that the queue's dead-letter exchange takes it"),
          kind: "suggestion",
          edits: [{ start: repair.at.start, end: repair.at.end, text: repair.text }],
        },
      ];
    case "acknowledge":
      return [
        {
          title: l10n.t("Acknowledge the message once the dead letter is published"),
          kind: "suggestion",
          edits: [{ start: repair.at.start, end: repair.at.end, text: "ack" }],
        },
      ];
    case "count":
      return [
        {
          title: l10n.t("Count the attempt in `{0}`", repair.column),
          kind: "suggestion",
          edits: [{ start: repair.at, end: repair.at, text: `, ${repair.column} = COALESCE(${repair.column}, 0) + 1` }],
        },
      ];
  }
}
