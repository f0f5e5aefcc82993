/**
 * Limiters: where one is defined, who uses it, and whether it takes effect. What a file cannot know (is it called, is the
 * middleware installed, does the method that it calls take a token) is answered when the project is linked.
 */
import type { FilePlace, Place, Related } from "../../finding.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary } from "../../project/summary.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import type { ConceptKind, ConceptNode } from "../concept.ts";
import { type Coverage, coverageOf } from "./coverage.ts";
import { misorderedIn, idleDecoratorsIn } from "./recognise-decorator.ts";
import { countersIn } from "./recognise-counter.ts";
import { limiterClassesIn, limiterFunctionsIn } from "./recognise-function.ts";
import { idleLimitersIn, limitOptionsIn } from "./recognise-idle.ts";
import { instancesIn } from "./recognise-instance.ts";
import { limiterModulesIn } from "./recognise-module.ts";
import { lateRegistrationsIn, unawaitedRegistrationsIn } from "./recognise-registration.ts";
import { limitNamesReadIn, throttleScopesIn, throttleSettingsIn } from "./recognise-settings.ts";
import { limitTablesIn } from "./recognise-table.ts";
import { proceedingWaitsIn } from "./recognise-waiting.ts";
import { misplacedLimitsIn, perRequestLimitersIn, throttlerNamesIn } from "./recognise-misplaced.ts";
import type { GuardPlaces, LimiterRecord } from "./record.ts";
import type { LimiterUse } from "./usage.ts";
import { judge } from "./verdict.ts";

export interface RateLimiter extends ConceptNode {
  type: "RateLimiter";
  name: string;
  /** Title of the library; undefined for a home-made one. */
  library: string | undefined;
  place: Place;
  uses: LimiterUse[];
  verdict: Verdict;
  /** Routes on which it stands and their siblings; undefined where it stands on none. */
  coverage: Coverage | undefined;
}

export type Verdict = { kind: "enforced" } | { kind: "unknown" } | NotEnforced;

/** The limiter takes no effect. */
export interface NotEnforced {
  kind: "notEnforced";
  reason: Reason;
  /** A library's documented behaviour, or no reference in the whole program; otherwise a convention is part of the proof. */
  proved: boolean;
  data: Record<string, string | number>;
  story: Related[];
  repair?: Repair;
}

export type Reason =
  | "neverUsed"
  | "neverAsked"
  | "unreadOption"
  | "unreadTable"
  | "displayOnly"
  | "neverCounted"
  | "tableUnused"
  | "noMiddleware"
  | "routersSkipMiddleware"
  | "neverBound"
  | "misordered"
  | "late"
  | "notAwaited"
  | "noGuard"
  | "ratesWithoutClasses"
  | "scopeWithoutClass"
  | "idleDecorator"
  | "madePerRequest"
  | "misplacedOption"
  | "unknownThrottler"
  | "proceedsWithoutToken";

/** What a fix needs to know, as offsets into the file of the finding. */
export type Repair =
  | { kind: "swapDecorators"; upper: Place; lower: Place }
  | { kind: "awaitCall"; call: Place }
  | { kind: "moveBefore"; statement: Place; before: Place }
  /** Above `statement`, which speaks of the application `app`; the import above another. */
  | { kind: "installMiddleware"; module: string; name: string; app: string; statement: FilePlace; imported: FilePlace }
  | { kind: "addGuard"; places: GuardPlaces; guard: string; token: { name: string; module: string } }
  | { kind: "addThrottleClasses"; before: Place; key: string; classes: string[] }
  | { kind: "wrapOption"; property: Place; under: string };

export type { GuardPlaces } from "./record.ts";

/** Records of where a limiter is defined; the others speak of what is wrong with one elsewhere. */
const DEFINING = new Set<LimiterRecord["form"]>(["instance", "function", "class"]);

export const rateLimiter: ConceptKind<LimiterRecord, RateLimiter> = {
  name: "RateLimiter",
  triggers: () => ["imit", "IMIT", "hrottl", "HROTTL", "Bucket"],
  recognise: model => recognise(model, limitNamesReadIn(model)),
  complete: (record: LimiterRecord, file: FileSummary, project: Project): RateLimiter => ({
    type: "RateLimiter",
    start: record.start,
    end: record.end,
    name: record.name,
    place: record.place,
    ...judge(record, file, project),
    coverage: DEFINING.has(record.form) ? coverageOf(record.name, file, project) : undefined,
  }),
};

function recognise(model: FileModel, read: ReadonlySet<string>): LimiterRecord[] {
  return [
    ...instancesIn(model),
    ...limiterFunctionsIn(model),
    ...limiterClassesIn(model),
    ...countersIn(model),
    ...limitTablesIn(model),
    ...misorderedIn(model),
    ...idleDecoratorsIn(model),
    ...lateRegistrationsIn(model),
    ...unawaitedRegistrationsIn(model),
    ...limiterModulesIn(model),
    ...perRequestLimitersIn(model),
    ...misplacedLimitsIn(model),
    ...throttlerNamesIn(model),
    ...throttleSettingsIn(model),
    ...throttleScopesIn(model),
    ...proceedingWaitsIn(model),
    ...idleLimitersIn(model, read),
    ...limitOptionsIn(model, read),
  ];
}
