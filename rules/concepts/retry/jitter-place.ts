/** Where chance can be put into a home-made wait: around the value that the timer or the queue is given. */
import type { Expression } from "../../ir/nodes.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import type { JitterPlace } from "./record.ts";
import { importLine } from "./spelling.ts";

/** `whole`: the API takes whole numbers only. */
export function jitterPlace(value: Expression, model: FileModel, whole = false): { jitterable?: JitterPlace } {
  // A comment inside would have to move.
  if (/#|\/\/ |\/\*/u.test(model.source(value))) return {};
  const binding = model.bindings.lookUp(model.python ? "random" : "Math", value);
  const parens = value.kind !== "name" && value.kind !== "member" && value.kind !== "call" && value.kind !== "literal";
  const place = { place: model.place(value), parens, whole };
  if (!model.python) return binding ? {} : { jitterable: place };
  if (!binding) return { jitterable: { ...place, importing: importLine("import random", model) } };
  const imported = binding.definitions[0]?.imported;
  return imported?.module === "random" && imported.name === "*" ? { jitterable: place } : {};
}
