/** How often a library tries again, by its row and the options that are written. */
import * as l10n from "@vscode/l10n";
import { escapePattern } from "../../ir/escape-pattern.ts";
import type { Expression, FunctionNode, Span } from "../../ir/nodes.ts";
import type { AttemptsRow } from "../../libraries/retry-row.ts";
import { operation, symbolicOf } from "../../semantics/expressions.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { constant, constantOf, type Symbolic, unknown } from "../../semantics/symbolic.ts";
import { ATTEMPT } from "./counters.ts";
import { oneLine } from "./limits.ts";
import { isOn } from "./option-delays.ts";
import type { Options } from "./options.ts";
import { type LimitRecord, type RetryRecord, UNIT_MS } from "./record.ts";

type Limits = Pick<RetryRecord, "limits" | "endless" | "endlessAt" | "endlessByDefault">;

/** What the row's words are taken from. */
export interface LimitSource {
  title: string;
  package?: string;
  source: string;
  /** The call or decorator. */
  at: Expression;
}

/** What the options and the library's defaults say of the number of retries. */
export function limitsOf(row: AttemptsRow, options: Options, from: LimitSource, model: FileModel): Limits {
  const deadlines = deadlinesOf(row, options, from, model);
  const endless = (why: string, at?: Expression): Limits =>
    deadlines.length > 0
      ? { limits: deadlines }
      : { limits: [], endless: why, ...(at ? { endlessAt: model.place(wholeOf(at)) } : { endlessByDefault: true }) };
  const forever = row.forever === undefined ? undefined : options.expression(row.forever);
  if (isTrue(forever)) return endless(l10n.t("`{0}` is set", row.forever!), forever);
  const decides = row.overriddenBy === undefined ? undefined : options.expression(row.overriddenBy);
  const decider = decides && model.valueOf(decides);
  if (decider?.kind === "function")
    return countsAttempts(decider, model)
      ? {
          limits: [
            {
              holds: allows(row.counts, unknown(row.overriddenBy)),
              place: model.place(wholeOf(decides!)),
              text: row.overriddenBy!,
            },
          ],
        }
      : endless(l10n.t("the function `{0}` takes the place of `{1}`", row.overriddenBy!, row.option), decides);
  const written = writtenLimit(row, options, model);
  if (written)
    return written.endless === undefined
      ? { limits: [...written.limits, ...deadlines] }
      : endless(written.endless, written.at);
  if (options.open || row.default === "unknown")
    return {
      limits: [
        {
          holds: allows(row.counts, unknown(row.option)),
          place: model.place(from.at),
          text: options.open ? l10n.t("the options") : l10n.t("the default of {0}", from.title),
          worded: true,
        },
      ],
    };
  if (row.default === "endless")
    return endless(
      row.option === "" ? l10n.t("{0} tries for ever", from.title) : l10n.t("`{0}` is not set", row.option),
    );
  return { limits: [defaultLimit(row, row.default, from, model), ...deadlines] };
}

/** What the library does by default, and what its other versions do. */
function defaultLimit(row: AttemptsRow, count: number, from: LimitSource, model: FileModel): LimitRecord {
  const limit = (value: number) => ({
    holds: allows(row.counts, constant(value)),
    text: defaultText(row.counts, value, from.title),
  });
  const others = (row.versions ?? []).map(version => ({ when: version.when, ...limit(version.default) }));
  return {
    ...limit(count),
    worded: true,
    place: model.place(from.at.kind === "call" ? from.at.callee : from.at),
    source: from.source,
    ...(from.package === undefined || others.length === 0 ? {} : { versions: { package: from.package, others } }),
  };
}

function defaultText(counts: AttemptsRow["counts"], value: number, title: string): string {
  if (counts === "attempts")
    return value === 1
      ? l10n.t("the default of {0} attempt of {1}", value, title)
      : l10n.t("the default of {0} attempts of {1}", value, title);
  return value === 1
    ? l10n.t("the default of {0} retry of {1}", value, title)
    : l10n.t("the default of {0} retries of {1}", value, title);
}

/** The number that an option gives; nothing when none is written. */
function writtenLimit(
  row: AttemptsRow,
  options: Options,
  model: FileModel,
): (Limits & { at?: Expression }) | undefined {
  for (const { option, counts } of row.also ? [row.also, row] : [row]) {
    const count = option === row.option ? options.count : undefined;
    const expression = options.expression(option) ?? count;
    const given = count ? symbolicOf(count, model) : expression && (options.value(option) ?? unknown(option));
    if (!expression || !given) continue;
    const value = constantOf(given);
    if (value !== undefined && (row.endless?.includes(value as number) || value === Infinity))
      return { limits: [], endless: l10n.t("`{0}` is {1}", option, shownConstant(value, model)), at: expression };
    const isUndefined = !model.python && given.kind === "constant" && given.value === null;
    if (isUndefined && row.whenUndefined === undefined) continue;
    const limit = isUndefined ? constant(row.whenUndefined!) : row.isLength ? operation("length", given) : given;
    const shown = wholeOf(expression);
    const text = count ? model.source(shown) : `${option}${model.python ? "=" : ": "}${model.source(expression)}`;
    return { limits: [{ holds: allows(counts, limit), place: model.place(shown), text: oneLine(text) }] };
  }
  return undefined;
}

function deadlinesOf(row: AttemptsRow, options: Options, from: LimitSource, model: FileModel): LimitRecord[] {
  return [...ownDeadlines(row, options, from, model), ...outerDeadlines(row, options, model)];
}

/** Deadlines of unknown length that stand beside the retry's own options. */
function outerDeadlines({ outer = [] }: AttemptsRow, options: Options, model: FileModel): LimitRecord[] {
  return outer.flatMap(option => {
    const written = options.outer?.expression(option);
    if (!written) return [];
    const text = oneLine(`${option}: ${model.source(written)}`);
    return [{ holds: unknown(option), place: model.place(written), text, deadline: true }];
  });
}

function ownDeadlines(row: AttemptsRow, options: Options, from: LimitSource, model: FileModel): LimitRecord[] {
  return (row.deadlines ?? []).flatMap(({ option, unit, default: otherwise }) => {
    const expression = options.expression(option);
    if (!expression) {
      if (otherwise === undefined || options.open) return [];
      const text = l10n.t("the default `{0}` of {1} {2} of {3}", option, otherwise, unit, from.title);
      const place = model.place(from.at.kind === "call" ? from.at.callee : from.at);
      return [
        {
          holds: unknown(option),
          place,
          text,
          worded: true,
          deadline: true,
          deadlineMs: otherwise * UNIT_MS[unit],
          source: from.source,
        },
      ];
    }
    if (!isOn(expression)) return [];
    const text = oneLine(`${option}${model.python ? "=" : ": "}${model.source(expression)}`);
    const value = options.value(option);
    const ms = value?.kind === "constant" && typeof value.value === "number" ? value.value * UNIT_MS[unit] : undefined;
    return [
      {
        holds: unknown(option),
        place: model.place(expression),
        text,
        deadline: true,
        ...(ms === undefined ? {} : { deadlineMs: ms }),
      },
    ];
  });
}

/** The retry number `attempt` + 1 happens under a limit of attempts or of retries. */
export function allows(counts: AttemptsRow["counts"], limit: Symbolic): Symbolic {
  return operation("<", counts === "attempts" ? operation("+", ATTEMPT, constant(1)) : ATTEMPT, limit);
}

function shownConstant(value: string | number | boolean | null, model: FileModel): string {
  if (!model.python) return String(value);
  return value === null ? "None" : value === true ? "True" : String(value);
}

/** The function looks at the attempt that it is given. */
function countsAttempts(fn: FunctionNode, model: FileModel): boolean {
  const name = fn.params[0]?.name;
  return name === undefined || new RegExp(`\\b${escapePattern(name)}\\b`, "u").test(model.source(fn.bodySpan));
}

/** `name=value` of a value. */
function wholeOf(value: Expression): Span {
  const { parent } = value;
  return parent?.kind === "argument" || parent?.kind === "property" ? parent : value;
}

function isTrue(value: Expression | undefined): boolean {
  return value?.kind === "literal" && value.value === true;
}
