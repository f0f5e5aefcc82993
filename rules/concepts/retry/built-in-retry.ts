/**
 * Clients that try again by themselves, where they are made: `new OpenAI({ maxRetries: 5 })`. A concept of its own, as nobody
 * wrote a retry here: rules about retries do not speak of it.
 */
import * as l10n from "@vscode/l10n";
import type { Call } from "../../ir/nodes.ts";
import { type BuiltInOption, type BuiltInRetryRow, retryingClientOf } from "../../libraries/built-in-retries.ts";
import type { AttemptsRow } from "../../libraries/retry-row.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { constant, type Symbolic } from "../../semantics/symbolic.ts";
import type { ConceptKind } from "../concept.ts";
import { completeRetry } from "./complete.ts";
import { delayOf } from "./option-delays.ts";
import { limitsOf } from "./option-limits.ts";
import { NONE, type Options, optionsOf } from "./options.ts";
import type { RetryRecord } from "./record.ts";
import type { Retry } from "./retry.ts";

export type BuiltInRetry = Omit<Retry, "type"> & { type: "BuiltInRetry" };

const TRIGGERS = [
  "openai",
  "gaxios",
  "got",
  "ky",
  "anthropic",
  "stripe",
  "slack",
  "mercadopago",
  "supabase",
  "aws-sdk",
  "boto3",
  "twilio",
  "hubspot",
];

export const builtInRetry: ConceptKind<RetryRecord, BuiltInRetry> = {
  name: "BuiltInRetry",
  triggers: () => TRIGGERS,
  recognise: model => model.calls.flatMap(call => clientRecord(call, model)),
  complete: (record, file, project) => ({ ...completeRetry(record, file, project), type: "BuiltInRetry" }),
};

function clientRecord(call: Call, model: FileModel): RetryRecord[] {
  const name = model.libraryNameOf(call.callee);
  const row = name === undefined ? undefined : retryingClientOf(name, model.module.language);
  if (!row) return [];
  const option = row.options.find(one => one.of === "client");
  const options = option ? switched(optionsIn(call, option, model), option) : NONE;
  // What retries only when it is asked to is no retry until then.
  if (row.retries === 0 && (!option || !options.expression(option.name))) return [];
  const place = model.place(call.callee);
  return [
    {
      start: call.callee.start,
      end: call.callee.end,
      kind: "call",
      name: l10n.t("a request of {0}", row.title),
      functionId: model.functionId(model.enclosingFunction(call)),
      at: place,
      delays: [
        {
          place,
          text: row.title,
          value: delayOf({ ...row, defaults: {} }, NONE),
          unit: row.unit,
          implicit: true,
          source: row.source,
          cappable: false,
        },
      ],
      ...limitsOf(attemptsRow(row, option), options, { ...row, at: call }, model),
      library: { name: row.package, source: row.source, afterLast: row.afterLast, on: row.on },
    },
  ];
}

function optionsIn(call: Call, { position, under }: BuiltInOption, model: FileModel): Options {
  return optionsOf(call, position, under, [], model) ?? NONE;
}

/** An option that only turns the retries on or off, as a number of them. */
function switched(options: Options, { whenTrue }: BuiltInOption): Options {
  if (whenTrue === undefined) return options;
  const counted = (value: Symbolic | undefined) =>
    value?.kind === "constant" && typeof value.value === "boolean" ? constant(value.value ? whenTrue : 0) : value;
  return { ...options, value: name => counted(options.value(name)) };
}

function attemptsRow(row: BuiltInRetryRow, option: BuiltInOption | undefined): AttemptsRow {
  const counts = option?.counts ?? "retries";
  const counted = (retries: number) => (counts === "attempts" ? retries + 1 : retries);
  return {
    option: option?.name ?? "",
    counts,
    default: counted(row.retries),
    ...(row.versions ? { versions: row.versions.map(one => ({ when: one.when, default: counted(one.retries) })) } : {}),
  };
}
