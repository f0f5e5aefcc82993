/** tenacity's composed strategies and cockatiel's policies. DOMAIN.md §1.2–1.3. */
import * as l10n from "@vscode/l10n";
import type { Call, Expression } from "../../ir/nodes.ts";
import { COCKATIEL, STRATEGIES, type StrategyRow, TENACITY } from "../../libraries/retries.ts";
import { LOST_RACE } from "../../libraries/remote-calls.ts";
import { operation, symbolicOf } from "../../semantics/expressions.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { constant, rewrite, type Symbolic, unknown } from "../../semantics/symbolic.ts";
import { repeatedBy } from "./bodies.ts";
import { ATTEMPT } from "./counters.ts";
import { oneLine } from "./limits.ts";
import { asTable } from "./option-delays.ts";
import { NONE, optionPlace, optionsOf } from "./options.ts";
import type { DelayRecord, LimitRecord, RetryRecord } from "./record.ts";
import { spelledAddition, spelledOptions } from "./spelling.ts";

/** `at` is the call that makes the retry, or a bare `@retry`. */
export function strategyRetries(at: Expression, name: string, model: FileModel): RetryRecord[] {
  if (TENACITY.decorator.test(name)) return [tenacity(at, model)];
  return COCKATIEL.retry.test(name) && at.kind === "call" ? [cockatiel(at, model)] : [];
}

function tenacity(at: Expression, model: FileModel): RetryRecord {
  const call = at.kind === "call" ? at : undefined;
  const wait = call && (model.keyword(call, "wait")?.value ?? model.argument(call, 2));
  const isOpen = call?.args.some(argument => argument.spread) ?? false;
  return {
    start: at.start,
    end: at.end,
    kind: "call",
    name: "`@retry`",
    ...repeatedBy(at, model),
    at: model.place(at),
    delays: wait ? [tenacityDelay(wait, model)] : [],
    waits: isOpen ? "unknown" : "none",
    ...(call ? stops(call, model) : { limits: [], ...noStop() }),
    ...tenacitySpelling(at, wait, model),
    ...(LOST_RACE.test(model.source(at)) ? { lostRace: true } : {}),
    library: { name: "tenacity", source: TENACITY.source, afterLast: TENACITY.afterLast },
  };
}

function tenacitySpelling(
  at: Expression,
  wait: Expression | undefined,
  model: FileModel,
): Pick<RetryRecord, "spelled"> {
  const row = { package: "tenacity", options: "keywords", spelling: TENACITY.spelling } as const;
  const options = at.kind === "call" ? optionsOf(at, "keywords", undefined, ["sleep", "stop", "wait"], model)! : NONE;
  const { spelled } = spelledOptions(row, options, at, model);
  const jitter = wait && wait.kind === "call" && spelledAddition(wait, TENACITY.jitter, "tenacity", model);
  return spelled || jitter ? { spelled: { ...spelled, ...(jitter ? { jitter } : {}) } } : {};
}

const noStop = () => ({ endless: l10n.t("`stop` is not set"), endlessByDefault: true as const });

function tenacityDelay(wait: Expression, model: FileModel): DelayRecord {
  const growing = strategies(wait, model).find(one => one.row.delay.kind === "operation" && one.row.cap);
  const holder = growing?.call ?? wait;
  return {
    place: model.place(holder),
    text: oneLine(model.source(holder)),
    value: waitValue(wait, model),
    unit: "s",
    ...(growing
      ? optionPlace(optionsOf(growing.call, "keywords", undefined, growing.row.positional, model)!, "max", "s", model)
      : {}),
    implicit: true,
    cappable: false,
  };
}

function strategies(expression: Expression, model: FileModel): { call: Call; row: StrategyRow }[] {
  const value = model.valueOf(expression);
  if (value.kind === "binary") return [...strategies(value.left, model), ...strategies(value.right, model)];
  if (value.kind !== "call") return [];
  const name = model.libraryNameOf(value.callee) ?? "";
  if (TENACITY.combine.test(name)) return value.args.flatMap(argument => strategies(argument.value, model));
  const row = STRATEGIES.find(one => one.library.test(name));
  return row ? [{ call: value, row }] : [];
}

/** The last strategy of a chain repeats, a sum is a sum. */
function waitValue(expression: Expression, model: FileModel): Symbolic {
  const value = model.valueOf(expression);
  if (value.kind === "binary" && value.operator === "+")
    return operation("+", waitValue(value.left, model), waitValue(value.right, model));
  if (value.kind !== "call") return unknown(oneLine(model.source(expression)));
  const name = model.libraryNameOf(value.callee) ?? "";
  if (TENACITY.combine.test(name))
    return value.args
      .map(argument => waitValue(argument.value, model))
      .reduce((sum, part) => operation("+", sum, part));
  if (TENACITY.chain.test(name) && !value.args.some(argument => argument.spread))
    return asTable({ kind: "list", items: value.args.map(argument => waitValue(argument.value, model)) });
  const row = STRATEGIES.find(one => one.library.test(name));
  return row ? ofRow(row, value, model) : unknown(oneLine(model.source(expression)));
}

function ofRow(row: StrategyRow, call: Call, model: FileModel): Symbolic {
  const options = optionsOf(call, "keywords", undefined, row.positional, model)!;
  const value = rewrite(row.delay, part =>
    part.kind === "parameter"
      ? (options.value(part.name) ?? (options.open ? unknown(part.name) : constant(row.defaults[part.name] ?? 0)))
      : part,
  );
  const cap =
    row.cap &&
    (options.value(row.cap.option) ??
      (options.open ? unknown(row.cap.option) : row.cap.default === undefined ? undefined : constant(row.cap.default)));
  return cap ? operation("min", value, cap) : value;
}

/** `stop=stop_after_attempt(5) | stop_after_delay(60)`: either ends it; joined by `&`, both must. */
function stops(call: Call, model: FileModel): Pick<RetryRecord, "limits" | "endless"> {
  const stop = model.keyword(call, "stop")?.value ?? model.argument(call, 1);
  if (call.args.some(argument => argument.spread)) return { limits: [] };
  if (!stop) return { limits: [], ...noStop() };
  const found = stopLimits(stop, model);
  if (found.length > 0) return { limits: found };
  const name = model.libraryNameOf(stop);
  if (name !== undefined && /\.stop_never$/u.test(name)) return { limits: [], endless: "`stop_never`" };
  return {
    limits: [
      {
        holds: operation("<", ATTEMPT, unknown("stop")),
        place: model.place(stop),
        text: oneLine(`stop=${model.source(stop)}`),
      },
    ],
  };
}

function stopLimits(expression: Expression, model: FileModel): LimitRecord[] {
  const value = model.valueOf(expression);
  if (value.kind === "binary" && (value.operator === "|" || value.operator === "&"))
    return [...stopLimits(value.left, model), ...stopLimits(value.right, model)];
  if (value.kind !== "call") return [];
  const name = model.libraryNameOf(value.callee) ?? "";
  const place = model.place(value);
  const text = oneLine(model.source(value));
  if (TENACITY.deadline.test(name)) {
    const seconds = symbolicOf(model.argument(value, 0), model);
    const ms = seconds.kind === "constant" && typeof seconds.value === "number" ? seconds.value * 1000 : undefined;
    return [{ holds: unknown(text), place, text, deadline: true, ...(ms === undefined ? {} : { deadlineMs: ms }) }];
  }
  if (!TENACITY.attempts.test(name)) return [];
  const count = symbolicOf(model.argument(value, 0, "max_attempt_number"), model);
  return [{ holds: operation("<", operation("+", ATTEMPT, constant(1)), count), place, text }];
}

/** `retry(handleAll, { maxAttempts: 5, backoff: new ExponentialBackoff({ maxDelay: … }) })`: always capped. */
function cockatiel(call: Call, model: FileModel): RetryRecord {
  const options = optionsOf(call, 1, undefined, [], model);
  const backoff = options?.expression("backoff");
  const attempts = options?.value("maxAttempts");
  const isOpen = options?.open ?? false;
  return {
    start: call.start,
    end: call.end,
    kind: "call",
    name: "`retry`",
    functionId: model.functionId(model.enclosingFunction(call)),
    at: model.place(call),
    delays: backoff ? [cockatielDelay(backoff, model)] : [],
    waits: isOpen ? "unknown" : "none",
    ...(attempts
      ? {
          limits: [
            {
              holds: operation("<", ATTEMPT, attempts),
              place: model.place(backoff ?? call),
              text: oneLine(`maxAttempts: ${model.source(options!.expression("maxAttempts")!)}`),
            },
          ],
        }
      : isOpen
        ? { limits: [] }
        : { limits: [], endless: l10n.t("`maxAttempts` is not set"), endlessByDefault: true }),
    ...(options ? spelledOptions(COCKATIEL, options, call, model) : {}),
    library: { name: "cockatiel", source: COCKATIEL.source, afterLast: COCKATIEL.afterLast },
  };
}

function cockatielDelay(backoff: Expression, model: FileModel): DelayRecord {
  const made = model.valueOf(backoff);
  const name = made.kind === "call" ? (model.libraryNameOf(made.callee) ?? "") : "";
  return {
    place: model.place(made),
    text: oneLine(model.source(made)),
    value: made.kind === "call" ? cockatielWait(made, name, model) : unknown(oneLine(model.source(made))),
    unit: "ms",
    implicit: true,
    cappable: false,
  };
}

function cockatielWait(made: Call, name: string, model: FileModel): Symbolic {
  if (COCKATIEL.constant.test(name)) return symbolicOf(model.argument(made, 0), model);
  if (COCKATIEL.list.test(name)) return asTable(symbolicOf(model.argument(made, 0), model));
  if (!COCKATIEL.backoff.test(name)) return unknown(oneLine(model.source(made)));
  const own = optionsOf(made, 0, undefined, [], model)!;
  const read = (option: string, fallback: number) =>
    own.value(option) ?? (own.open ? unknown(option) : constant(fallback));
  const exponential = operation(
    "*",
    read("initialDelay", COCKATIEL.initialDelay),
    operation("**", read("exponent", COCKATIEL.exponent), ATTEMPT),
  );
  return operation("uniform", constant(0), operation("min", exponential, read("maxDelay", COCKATIEL.maxDelay)));
}
