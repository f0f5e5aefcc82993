/** A limit as it is written, and what its library takes it for. */
import * as l10n from "@vscode/l10n";
import { worded } from "../../libraries/phrase.ts";
import type { Place, Related } from "../../finding.ts";
import {
  LIMIT_TEXT_CALLS,
  PLATFORM_PERIODS,
  RATE_SETTINGS,
  SECONDS_OPTIONS,
  WINDOW_OPTIONS,
  type WindowOption,
} from "../../libraries/limit-strings.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary } from "../../project/summary.ts";
import { constantOf } from "../../semantics/symbolic.ts";
import type { ConceptKind, ConceptNode } from "../concept.ts";
import { type Reading, readLimit, readWindow } from "./limit-reading.ts";
import type {
  LimitKeyRecord,
  LimitPeriodRecord,
  LimitRecord,
  LimitResetRecord,
  LimitTextRecord,
  LimitWindowRecord,
} from "./limit-record.ts";
import { isForeignPath } from "./places.ts";
import { changingKeysIn } from "./recognise-changing-keys.ts";
import { answerOf } from "./limit-check.ts";
import { limitTextsIn, limitWindowsIn } from "./recognise-limit-values.ts";
import { periodsIn } from "./recognise-periods.ts";
import { limitResetsIn } from "./recognise-resets.ts";
import { atLeast } from "./versions.ts";

export interface LimitValue extends ConceptNode {
  type: "LimitValue";
  library: string;
  /** The text or number as it is given. */
  written: string;
  fault: LimitFault | undefined;
  story: Related[];
  repair?: LimitCorrection;
}

export type LimitFault =
  | { kind: "unlimited" }
  | { kind: "raises"; error: string }
  | { kind: "otherPeriod"; meaning: string }
  | { kind: "tooShort"; option: string; lasts: string; proved: boolean }
  | { kind: "blocksAll" | "disabled"; option: string }
  | { kind: "period"; allowed: string }
  | { kind: "tooLong"; option: string; lasts: string; proved: boolean }
  | { kind: "newKey"; callee: string; unique: string }
  | { kind: "resets"; column: string; table: string; proved: boolean };

/** The new text of a literal, or an expression that is to be multiplied. */
export type LimitCorrection =
  | { kind: "text"; literal: Place; corrected: string }
  | { kind: "number"; literal: Place; corrected: string }
  | { kind: "milliseconds"; expression: Place; literal: boolean; value: number };

const SECOND = 1000;
/** A number of seconds that people write for a window: quarters of hours. */
const QUARTER = 900;
const LONGEST = 1_000_000;
const HOUR = 3600;
const DAY = 86_400;
/** Whole hours up to here are meant as such. */
const LONGEST_HOURS = 100;
const SHORTEST = 10_000;

export const limitValue: ConceptKind<LimitRecord, LimitValue> = {
  name: "LimitValue",
  triggers: () => ["imit", "IMIT", "hrottl", "HROTTL", "attempt"],
  recognise: model => [
    ...limitTextsIn(model),
    ...limitWindowsIn(model),
    ...limitResetsIn(model),
    ...changingKeysIn(model),
  ],
  recogniseFacts: periodsIn,
  complete(record, file, project) {
    const base = {
      type: "LimitValue",
      start: record.start,
      end: record.end,
      library: "",
      written: "",
      story: [],
    } as const;
    if (isForeignPath(file.path)) return { ...base, story: [], fault: undefined };
    const found =
      record.form === "text"
        ? textFault(record, file, project)
        : record.form === "window"
          ? windowFault(record, file, project)
          : record.form === "period"
            ? periodFault(record)
            : record.form === "key"
              ? keyFault(record, file, project)
              : resetFault(record, file);
    return { ...base, story: [], fault: undefined, ...found };
  },
};

type Found = Partial<Pick<LimitValue, "library" | "written" | "fault" | "story" | "repair">>;

function textFault(record: LimitTextRecord, file: FileSummary, project: Project): Found | undefined {
  const written = constantOf(project.reduce(record.value, file));
  if (typeof written !== "string") return undefined;
  const name = project.libraryNameOf(record.path, file);
  const row = LIMIT_TEXT_CALLS.find(one => name !== undefined && one.calls.includes(name));
  const grammar = record.setting ? RATE_SETTINGS[record.setting].grammar : row?.grammar;
  if (!grammar || (record.setting && !readsSettings(record.setting, project))) return undefined;
  const reading = row?.windowOnly ? readWindow(written, grammar) : readLimit(written, grammar);
  const fault = faultOf(reading);
  const corrected = "corrected" in reading ? reading.corrected : undefined;
  return {
    library: worded(grammar.title),
    written,
    fault,
    ...(record.literal && corrected !== undefined
      ? { repair: { kind: "text", literal: record.literal, corrected } }
      : {}),
  };
}

/** The library is in use, and reads the setting by its own means. */
function readsSettings(setting: "restFramework" | "flask", project: Project): boolean {
  return project.memo(`rate-limiter/settings/${setting}`, () => {
    const files = [...project.files()];
    if (setting === "flask")
      return files.some(file => file.imports.some(one => one.module.split(".")[0] === RATE_SETTINGS.flask.module));
    const { parser } = RATE_SETTINGS.restFramework;
    return !files.some(file => file.functions.some(fn => fn.className !== undefined && fn.name === parser));
  });
}

function faultOf(reading: Reading): LimitFault | undefined {
  switch (reading.kind) {
    case "valid":
      return undefined;
    case "unlimited":
      return { kind: "unlimited" };
    case "raises":
      return { kind: "raises", error: reading.error };
    case "otherPeriod":
      return { kind: "otherPeriod", meaning: reading.meaning };
  }
}

function windowFault(record: LimitWindowRecord, file: FileSummary, project: Project): Found | undefined {
  const names = [project.libraryNameOf(record.path, file), record.plugin && project.libraryNameOf(record.plugin, file)];
  const row = [...WINDOW_OPTIONS, ...SECONDS_OPTIONS].find(one =>
    record.plugin ? one.plugin?.includes(names[1] ?? "") : one.calls.includes(names[0] ?? ""),
  );
  const value = constantOf(project.reduce(record.value, file));
  if (!row || typeof value !== "number") return undefined;
  const base = { library: worded(row.title), written: String(value) };
  if (row.amounts.includes(record.option))
    return { ...base, fault: amountFault(record.option, value, row, file, project) };
  if (!row.windows.includes(record.option)) return base;
  const unit = unitOf(record, row, file, project);
  if (unit === "s" && isMilliseconds(value)) return { ...base, fault: tooLong(record.option, value) };
  if (unit !== "ms") return base;
  const short = value > 0 && value < SECOND;
  if (!short && !(value > 0 && value % QUARTER === 0 && value % SECOND !== 0 && value < LONGEST)) return base;
  return {
    ...base,
    fault: {
      kind: "tooShort",
      option: record.option,
      lasts: short ? `${value} ms` : `${value / SECOND} s`,
      proved: short,
    },
    repair: { kind: "milliseconds", expression: record.expression, literal: record.literal !== undefined, value },
  };
}

function amountFault(
  option: string,
  value: number,
  row: WindowOption,
  file: FileSummary,
  project: Project,
): LimitFault | undefined {
  const version = row.zero && project.versionOf(row.zero.package, file);
  if (!row.zero || !version || value > 0) return undefined;
  return { kind: atLeast(version.version, row.zero.blocksSince) ? "blocksAll" : "disabled", option };
}

/** By the version that is installed; unknown, by the form that only newer versions take. */
function unitOf(
  record: LimitWindowRecord,
  row: WindowOption,
  file: FileSummary,
  project: Project,
): "ms" | "s" | undefined {
  if (row.seconds) return "s";
  if (!row.millisecondsSince) return "ms";
  const version = project.versionOf(row.millisecondsSince.package, file);
  if (version && !/\d/u.test(version.version)) return undefined;
  if (version) return atLeast(version.version, row.millisecondsSince.version) ? "ms" : "s";
  return record.newer ? "ms" : undefined;
}

/** A number that people write for a window in milliseconds and not for one in seconds: whole seconds, no whole hours or days. */
function isMilliseconds(value: number): boolean {
  const isHours = value % HOUR === 0 && value < LONGEST_HOURS * HOUR;
  return value >= SHORTEST && value % SECOND === 0 && !isHours && value % DAY !== 0;
}

function tooLong(option: string, seconds: number): LimitFault {
  const hours = Math.floor(seconds / HOUR);
  const minutes = Math.round((seconds % HOUR) / 60);
  return { kind: "tooLong", option, lasts: minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`, proved: false };
}

function periodFault(record: LimitPeriodRecord): Found {
  const allowed = PLATFORM_PERIODS.seconds;
  const nearest = allowed.findLast(seconds => seconds <= record.seconds) ?? allowed[0];
  return {
    library: worded(PLATFORM_PERIODS.title),
    written: String(record.seconds),
    fault: { kind: "period", allowed: allowed.map(String).reduce((all, one) => l10n.t("{0} or {1}", all, one)) },
    repair: { kind: "number", literal: record.literal, corrected: String(nearest) },
  };
}

function keyFault(record: LimitKeyRecord, file: FileSummary, project: Project): Found | undefined {
  if (!answerOf(record.path, file, project)) return undefined;
  return {
    fault: { kind: "newKey", callee: record.callee, unique: record.unique },
    story: [{ ...record.at, path: file.path, message: l10n.t("This is another value for every request.") }],
  };
}

function resetFault(record: LimitResetRecord, file: FileSummary): Found {
  return {
    fault: { kind: "resets", column: record.column, table: record.table, proved: record.named },
    written: "1",
    story: [{ ...record.written, path: file.path, message: l10n.t("`{0}` is 1 after every call.", record.column) }],
  };
}
