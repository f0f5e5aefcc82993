/** Puts what other files say into a symbolic value: constants, settings, formulas of helper functions. */
import { constant, constantOf, rewrite, type Symbolic } from "../semantics/symbolic.ts";
import type { Resolver } from "./resolver.ts";
import type { FileSummary, FunctionRecord } from "./summary.ts";

const MAX_DEPTH = 12;

export function reduce(value: Symbolic, from: FileSummary, resolver: Resolver, depth = 0): Symbolic {
  if (depth > MAX_DEPTH) return value;
  return rewrite(value, part => {
    if (part.kind === "reference") return referenced(part, from, resolver, depth);
    if (part.kind === "apply") return applied(part, from, resolver, depth);
    return part;
  });
}

function referenced(
  part: Symbolic & { kind: "reference" },
  from: FileSummary,
  resolver: Resolver,
  depth: number,
): Symbolic {
  const found = resolver.resolve(part.path, from);
  if (found.kind !== "variable" || !found.value.constant) return part;
  let value = reduce(found.value.constant, found.file, resolver, depth + 1);
  for (const step of found.rest) {
    if (value.kind !== "object" || !step.startsWith(".")) return part;
    const next = value.properties[step.slice(1)];
    if (!next) return part;
    value = next;
  }
  const known = constantOf(value);
  return known === undefined ? value : constant(known);
}

function applied(part: Symbolic & { kind: "apply" }, from: FileSummary, resolver: Resolver, depth: number): Symbolic {
  const target = resolver.functionOf(part.path, from);
  if (!target?.value.formula) return part;
  const given = bind(part, target.value);
  const formula = reduce(target.value.formula, target.file, resolver, depth + 1);
  return rewrite(formula, inner =>
    inner.kind === "parameter" ? (given.get(inner.name) ?? { kind: "unknown", text: inner.name }) : inner,
  );
}

/** Arguments by parameter name; a parameter that is not given keeps its constant default. */
function bind(part: Symbolic & { kind: "apply" }, target: FunctionRecord): Map<string, Symbolic> {
  const given = new Map<string, Symbolic>();
  const isMethod = target.method === "method" || target.method === "classmethod";
  const names = target.parameters
    .map(parameter => parameter.name)
    .filter((name, index) => !(isMethod && index === 0 && (name === "self" || name === "cls")));
  let position = 0;
  part.args.forEach((argument, index) => {
    const name = part.names[index] || names[position++];
    if (name !== undefined) given.set(name, argument);
  });
  for (const parameter of target.parameters)
    if (!given.has(parameter.name) && parameter.constant !== undefined)
      given.set(parameter.name, constant(parameter.constant));
  return given;
}
