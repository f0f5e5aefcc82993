import type { Raise } from "../concepts/delayed-message/index.ts";
import type { Fix } from "../finding.ts";

/** Gives the broker a longer visibility timeout, where its options are or beside its address. */
export function raiseVisibility(raise: Raise, path: string): Fix {
  const { at } = raise;
  return {
    title: raise.title,
    kind: "suggestion",
    edits: [
      {
        start: raise.replaces ? at.start : at.end,
        end: at.end,
        text: raise.text,
        ...(at.path === path ? {} : { path: at.path }),
      },
    ],
  };
}
