import type { Repair } from "../concepts/client-retry/index.ts";
import type { Fix } from "../finding.ts";
import { addArgument, replaceArguments } from "./replace-arguments.ts";

/** Gives a retry what it lacks to act: the statuses, the attempts, a number. */
export function makeRetryAct(repair: Repair, text: string): Fix {
  switch (repair.kind) {
    case "argument":
      return addArgument(repair.at, repair.text, repair.title, text);
    case "remove":
      return replaceArguments([repair.place], undefined, repair.title, text);
    case "edit": {
      const { imported, at } = repair;
      return {
        title: repair.title,
        kind: "suggestion",
        edits: [
          ...(imported ? [{ start: imported.at.start, end: imported.at.start, text: `${imported.text}\n` }] : []),
          { start: at.start, end: at.end, text: repair.text },
        ],
      };
    }
  }
}
