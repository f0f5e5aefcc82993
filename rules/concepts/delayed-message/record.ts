/** Places where a message waits or a run lasts, as one file says it. Plain data. */
import type { Span } from "../../ir/nodes.ts";
import type { AccessPath } from "../../semantics/access-path.ts";
import type { Symbolic } from "../../semantics/symbolic.ts";

export type DelayedMessageRecord = Span &
  (
    | { kind: "send"; seconds: Symbolic; text: string; task?: AccessPath }
    /** The Retry, the task or the setting that begins and ends here says how long. */
    | { kind: "retry" | "run" | "limit" }
    /** A queue with its own limits: "visibilityTimeout" against what a run takes, a delay against the longest one. */
    | {
        kind: "queue";
        row: string;
        option: string;
        seconds: Symbolic;
        against?: Symbolic;
        againstText?: string;
        text: string;
      }
  );
