/** Options of a library call: keywords, positional parameters, or an object literal. */
import type { Call, Expression, ObjectLiteral, Span } from "../../ir/nodes.ts";
import { symbolicOf } from "../../semantics/expressions.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { constant, type Symbolic, unknown } from "../../semantics/symbolic.ts";
import type { OptionRecord, Unit } from "./record.ts";

export interface Options {
  /** The options are written at all. */
  present: boolean;
  /** More options may come from somewhere that cannot be read: what is not written here is unknown. */
  open: boolean;
  expression(name: string): Expression | undefined;
  value(name: string): Symbolic | undefined;
  /** The object or call that a further option goes into. */
  holder?: ObjectLiteral | Call;
  /** A plain number stands in place of the options: `retry: 3`. */
  count?: Expression;
  /** The options around these, when they stand under a property. */
  outer?: Options;
  /** What a finding points at, when it is not the call. */
  shown?: Span;
}

/** No option is given: a bare decorator. */
export const NONE: Options = { present: false, open: false, expression: () => undefined, value: () => undefined };

export function optionsOf(
  call: Call,
  where: "keywords" | "any" | number,
  under: string | undefined,
  positional: readonly string[],
  model: FileModel,
): Options | undefined {
  if (where === "keywords") {
    const own = keywords(call, positional, model);
    return under === undefined ? own : optionsUnder(own.expression(under), own, model);
  }
  const given =
    where === "any"
      ? call.args.find(argument => model.valueOf(argument.value).kind === "object")?.value
      : model.argument(call, where);
  if (!given)
    return where === "any"
      ? NONE
      : {
          ...fromObject(
            undefined,
            call.args.some(argument => argument.spread),
            model,
          ),
          present: false,
        };
  const outer = model.valueOf(given);
  if (outer.kind !== "object") return fromObject(undefined, true, model);
  if (under === undefined) return { ...fromObject(outer, false, model), shown: call.callee };
  return optionsUnder(model.property(outer, under), fromObject(outer, false, model), model);
}

/** The object that an option holds; `outer` is where it stands. */
function optionsUnder(inner: Expression | undefined, outer: Options, model: FileModel): Options {
  if (!inner) return { ...fromObject(undefined, outer.open, model), present: false, outer };
  const object = model.valueOf(inner);
  if (object.kind === "literal" && typeof object.value === "number")
    return { ...fromObject(undefined, false, model), present: true, count: inner, shown: inner, outer };
  return object.kind === "object"
    ? { ...fromObject(object, false, model), shown: inner, outer }
    : { ...fromObject(undefined, true, model), outer };
}

/** The options that an object literal writes. */
export function objectOptions(object: ObjectLiteral, model: FileModel): Options {
  return fromObject(object, false, model);
}

function fromObject(object: ObjectLiteral | undefined, open: boolean, model: FileModel): Options {
  const expression = (name: string) => (object && name !== "" ? model.property(object, name) : undefined);
  return {
    present: object !== undefined || open,
    open: open || (object?.properties.some(property => property.spread) ?? false),
    expression,
    value: name => valueOf(expression(name), model),
    ...(object ? { holder: object } : {}),
  };
}

function keywords(call: Call, positional: readonly string[], model: FileModel): Options {
  const expression = (name: string) => {
    if (name === "") return undefined;
    const keyword = model.keyword(call, name);
    if (keyword) return keyword.value;
    const position = positional.indexOf(name);
    return position < 0 ? undefined : model.argument(call, position);
  };
  return {
    present: true,
    open: call.args.some(argument => argument.spread !== undefined),
    expression,
    value: name => valueOf(expression(name), model),
    holder: call,
  };
}

const INFINITE = /^(Infinity|Number\.POSITIVE_INFINITY|math\.inf|float\(["']inf["']\))$/u;

function valueOf(expression: Expression | undefined, model: FileModel): Symbolic | undefined {
  if (!expression) return undefined;
  if (INFINITE.test(model.source(expression))) return constant(Infinity);
  const value = symbolicOf(expression, model);
  return value.kind === "unknown" ? unknown(model.source(expression).slice(0, 60)) : value;
}

/** Where a further option can be written. */
export function optionPlace(
  options: Options,
  name: string,
  unit: Unit,
  model: FileModel,
): { option: OptionRecord } | object {
  const { holder } = options;
  if (!holder || options.expression(name)) return {};
  const items = holder.kind === "call" ? holder.args : holder.properties;
  const last = items.at(-1);
  const at = last ? last.end : holder.kind === "call" ? holder.argsStart : holder.start + 1;
  const empty = holder.kind === "object" ? " " : "";
  return {
    option: {
      name,
      unit,
      at,
      before: last ? ", " : empty,
      after: last ? "" : empty,
      keyword: model.python,
    } satisfies OptionRecord,
  };
}
