/** What one file says of retry options that may have no effect. Plain data. */
import type { Place } from "../../finding.ts";
import type { Span } from "../../ir/nodes.ts";
import type { AccessPath } from "../../semantics/access-path.ts";

export type ClientRetryRecord = Span &
  (
    | {
        kind: "statuses";
        title: string;
        text: string;
        /** The comment or docstring that speaks of statuses. */
        meant: Place;
        /** Where the number stands, and what it is; where a further option goes. */
        number?: Place;
        numberText: string;
        addAt: number;
        statuses?: string;
        numberOnly: boolean;
      }
    | { kind: "unused"; title: string; how: string; name: string; variable?: string }
    | { kind: "idleSession"; name: string }
    | {
        kind: "undefined";
        title: string;
        text: string;
        value: Place;
        valueText: string;
        fallback: number;
        /** The function that passes its own option on, and the parameter's position. */
        passed?: { functionId: string; position: number; option: string };
      }
    | { kind: "takenOver"; title: string; option: string; by: string; place: Place }
    | { kind: "method"; title: string; method: string; option: string; value: Place }
    | { kind: "noAttempts"; name: string; callee?: AccessPath; defaults: boolean; addAt: number }
    | { kind: "noLabel"; title: string; addAt: number }
    | { kind: "ownException"; name: string }
    /** Facts of the program. */
    | { kind: "fact"; fact: "attempts" | "label" | "ownException" }
  );
