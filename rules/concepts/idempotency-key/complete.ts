import * as l10n from "@vscode/l10n";
import { worded } from "../../libraries/phrase.ts";
import type { Related } from "../../finding.ts";
import {
  CHANGING_VALUES,
  KEEPING_CLIENTS,
  KEYED_APIS,
  type KeyedApiRow,
  STANDARD_KEYS,
} from "../../libraries/idempotency-keys.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary } from "../../project/summary.ts";
import { Bodies, placeIn } from "../task/bodies.ts";
import type { IdempotencyKey, MisplacedKey, SharedKey, UnstableKey } from "./idempotency-key.ts";
import type { IdempotencyKeyRecord, KeyMakerRecord, SourceRecord } from "./record.ts";
import { repetitionOf } from "./repetition.ts";

export function completeKey(record: IdempotencyKeyRecord, file: FileSummary, project: Project): IdempotencyKey {
  const { call } = record;
  const library = project.libraryNameOf(call.path, file);
  const row = rowOf(library, call.text);
  const key: IdempotencyKey = {
    type: "IdempotencyKey",
    start: record.start,
    end: record.end,
    name: record.name,
    call: call.text,
    callSpan: { start: call.place.start, end: call.place.end },
    thing: row ? worded(row.thing) : l10n.t("request"),
  };
  if (record.stored || (record.known === "library" && !isRead(record, row))) return key;
  const misplaced = misplacedKey(record, row, library);
  if (misplaced) return { ...key, misplaced };
  const shared = sharedKey(record, library, file);
  if (shared) return { ...key, shared };
  const unstable = unstableKey(record, row, file, project);
  return unstable ? { ...key, unstable } : key;
}

function rowOf(library: string | undefined, text: string): KeyedApiRow | undefined {
  return KEYED_APIS.find(one => (library === undefined ? one.written?.test(text) : one.library.test(library)));
}

/** The row's own name, in the argument where the API looks for it. */
function isRead({ name, call }: IdempotencyKeyRecord, row: KeyedApiRow | undefined): boolean {
  if (!row) return false;
  const named = row.slot.name === name || row.slot.name === call.inside || call.inside === "deduplication.id";
  return named && (row.slot.in === "keyword" || row.slot.position === call.position);
}

function misplacedKey(
  record: IdempotencyKeyRecord,
  row: KeyedApiRow | undefined,
  library: string | undefined,
): MisplacedKey | undefined {
  const { call, name } = record;
  const wrong = row?.misplaced;
  if (!wrong || call.position !== wrong.position || !wrong.path.test(call.inside) || !call.accompanied)
    return undefined;
  const last = call.position === call.count - 1;
  const movable =
    last && call.property && call.after !== undefined && name === call.inside && row.slot.in === "options";
  return {
    api: row.api,
    proved: library !== undefined,
    effect: worded(wrong.effect),
    at: record.at,
    place: l10n.t("the options, one argument further"),
    ...(movable
      ? {
          move: {
            property: call.property!,
            after: call.after!,
            name: row.slot.name,
            value: { start: record.start, end: record.end },
          },
        }
      : {}),
  };
}

/** Made when the module is loaded, and sent by a function that may be called any number of times. */
function sharedKey(
  record: IdempotencyKeyRecord,
  library: string | undefined,
  file: FileSummary,
): SharedKey | undefined {
  const keeping = KEEPING_CLIENTS.find(one => library !== undefined && one.configuration.test(library));
  if (keeping && record.call.isNew)
    return record.functionId === "" ? { by: "client", at: record.at, api: keeping.api, story: [] } : undefined;
  if (
    record.known !== "standard" ||
    record.functionId === "" ||
    record.varies ||
    record.makers.some(one => one.functionId !== "")
  )
    return undefined;
  const made = record.sources.find(source => source.functionId === "");
  if (!made || record.sources.some(source => source.functionId !== "")) return undefined;
  const given: Related = {
    ...placeIn(file, record.at),
    message: l10n.t("Every call of `{0}` is given it.", record.call.text),
  };
  return { by: "module", at: made.place, api: record.call.text, story: [given] };
}

function unstableKey(
  record: IdempotencyKeyRecord,
  row: KeyedApiRow | undefined,
  file: FileSummary,
  project: Project,
): UnstableKey | undefined {
  for (const { source, at, within, made } of sourcesOf(record, file, project)) {
    if (within === "") continue;
    const repetition = repetitionOf(at, within, file, project);
    if (!repetition) continue;
    const { delivery, way } = repetition;
    const stableId = made ? undefined : stableIdFor(within, file, project);
    return {
      kind: source.kind,
      source: source.text,
      at,
      delivery,
      proved: delivery.proved && isKnownToCount(record, row),
      identifies: row?.identifies === true && record.name === row.slot.name,
      story: [
        ...(made ? [made] : []),
        givenAt(record, file),
        ...way,
        ...delivery.reasons.map(one => ({ ...one.at, message: one.message })),
      ],
      ...(stableId !== undefined && record.sources.length === 1
        ? { stable: { whole: source.whole, text: stableId } }
        : {}),
    };
  }
  return undefined;
}

interface Found {
  source: SourceRecord;
  at: SourceRecord["place"];
  /** Function that is run again when the value is made again. */
  within: string;
  /** The source in the function that makes the key. */
  made?: Related;
}

/** What changes, in the key itself and in the functions that make it. */
function sourcesOf(record: IdempotencyKeyRecord, file: FileSummary, project: Project): Found[] {
  const own = record.sources.map(source => ({ source, at: source.place, within: source.functionId }));
  const made = record.makers.flatMap((maker): Found[] => {
    const at = maker.place;
    const library = project.libraryNameOf(maker.path, file);
    const row = library === undefined ? undefined : CHANGING_VALUES.find(one => one.library.test(library));
    const whole = { start: at.start, end: at.end };
    if (row)
      return [
        {
          source: { kind: row.kind, text: `${maker.text}()`, place: at, whole, functionId: maker.functionId },
          at,
          within: maker.functionId,
        },
      ];
    const target = project.functionOf(maker.path, file);
    const records = (target?.file.concepts["KeyMaker"] ?? []) as KeyMakerRecord[];
    const source = records.find(one => one.functionId === target!.value.id)?.sources[0];
    if (!source || !target) return [];
    const place = {
      ...placeIn(target.file, source.place),
      message: l10n.t("`{0}` is another value each time.", source.text),
    };
    return [{ source, at, within: maker.functionId, made: place }];
  });
  return [...own, ...made];
}

/** The receiver is known to drop a repetition by this name, not only likely to. */
function isKnownToCount({ known, name, header, call }: IdempotencyKeyRecord, row: KeyedApiRow | undefined): boolean {
  if (known === "delivery") return false;
  if (known === "library") return true;
  if (header || !STANDARD_KEYS.test(name)) return true;
  return row !== undefined && (row.slot.in === "keyword" || call.position === row.slot.position);
}

function givenAt(record: IdempotencyKeyRecord, file: FileSummary): Related {
  return { ...placeIn(file, record.at), message: l10n.t("`{0}` is given it as `{1}`.", record.call.text, record.name) };
}

/** What is the same in every run, where the source stands. */
function stableIdFor(functionId: string, file: FileSummary, project: Project): string | undefined {
  return Bodies.of(project).of(file, functionId)?.record.stableId;
}
