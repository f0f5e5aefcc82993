/** Options of a call that matter to delivery. */
import type { Call, Expression, Node } from "../../../ir/nodes.ts";
import { walk } from "../../../ir/walk.ts";
import { RETRY_PREDICATES } from "../../../libraries/delivery.ts";
import type { AccessPath } from "../../../semantics/access-path.ts";
import type { FileModel } from "../../../semantics/file-model.ts";
import type { StepRecord } from "../task.ts";

const OPTION_NAMES = new Set([
  "retry",
  "retries",
  "max_retries",
  "retry_on_error",
  "attempts",
  "maxAttempts",
  "acks_late",
  "bind",
]);

export function optionsOf(call: Call, model: FileModel): StepRecord["options"] | undefined {
  const options: Record<string, string | number | boolean> = {};
  const add = (name: string, value: Expression) => {
    if (!OPTION_NAMES.has(name)) return;
    const known = model.valueOf(value);
    options[name] = known.kind === "literal" ? (known.value ?? false) : true;
  };
  for (const argument of call.args) {
    if (argument.name !== undefined) add(argument.name, argument.value);
    const object = model.valueOf(argument.value);
    if (object.kind === "object")
      for (const property of object.properties) if (property.key !== undefined) add(property.key, property.value);
  }
  return Object.keys(options).length > 0 ? options : undefined;
}

/** The option that says which failures are retried. */
export function predicateOf(call: Call, model: FileModel): StepRecord["predicate"] | undefined {
  const parts: Expression[] = [];
  for (const argument of call.args) {
    if (argument.name !== undefined && RETRY_PREDICATES.has(argument.name)) parts.push(argument.value);
    if (argument.value.kind === "object")
      for (const property of argument.value.properties)
        if (property.key !== undefined && RETRY_PREDICATES.has(property.key)) parts.push(property.value);
  }
  if (parts.length === 0) return undefined;
  return {
    text: parts
      .map(part => model.source(part))
      .join(" ")
      .slice(0, 1_500),
    judges: parts.flatMap(part => judgesIn(part, model)),
    ...(parts.some(part => dependsOnParameter(part, model)) ? { open: true } : {}),
  };
}

/** A test inside looks at a parameter of the function around. */
function dependsOnParameter(part: Expression, model: FileModel): boolean {
  let found = false;
  walk(part, node => {
    if ((node.kind !== "if" && node.kind !== "conditional") || found) return;
    walk(node.test, inner => {
      const binding = inner.kind === "name" ? model.bindingOf(inner) : undefined;
      if (binding?.kind === "parameter" && !(binding.scope.start >= part.start && binding.scope.end <= part.end))
        found = true;
    });
  });
  return found || (part.kind === "name" && model.bindingOf(part)?.kind === "parameter");
}

/** Functions that a test calls or is. */
export function judgesIn(part: Node, model: FileModel): AccessPath[] {
  const found: AccessPath[] = [];
  walk(part, node => {
    const named =
      node.kind === "call"
        ? node.callee
        : node === part && (node.kind === "name" || node.kind === "member")
          ? node
          : undefined;
    const path = named && model.pathOf(named);
    if (path && path.root !== "parameter" && found.length < 6) found.push(path);
  });
  return found;
}
