/** The scheme of a broker's address: from a literal, a template's head, or the default of an environment variable. */
import type { Expression } from "../../ir/nodes.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import type { AddressRecord } from "./record.ts";

const MAX_DEPTH = 6;

export function addressOf(value: Expression, model: FileModel): AddressRecord {
  return read(value, model, 0) ?? open(value, model);
}

function read(value: Expression, model: FileModel, depth: number): AddressRecord | undefined {
  if (depth > MAX_DEPTH) return undefined;
  const known = model.valueOf(value);
  switch (known.kind) {
    case "literal":
      return fixed(known.value);
    case "template":
      return fixed(known.parts[0]);
    case "binary":
      if (known.operator === "+") return read(known.left, model, depth + 1);
      return assumed(read(known.right, model, depth + 1) ?? read(known.left, model, depth + 1));
    case "conditional":
      return agreed(read(known.then, model, depth + 1), read(known.otherwise, model, depth + 1));
    case "call":
      // `os.getenv("BROKER_URL", "redis://…")`, `env("BROKER_URL", default="redis://…")`, `str(address)`.
      return assumed(
        known.args.map(argument => read(argument.value, model, depth + 1)).find(one => one?.scheme !== undefined),
      );
    case "list":
      return known.items[0] && read(known.items[0], model, depth + 1);
    default:
      return undefined;
  }
}

function fixed(text: unknown): AddressRecord | undefined {
  const scheme = typeof text === "string" ? /^([a-z][a-z+]*):/iu.exec(text)?.[1] : undefined;
  return scheme === undefined ? undefined : { scheme: scheme.toLowerCase(), assumed: false };
}

function assumed(address: AddressRecord | undefined): AddressRecord | undefined {
  return address && { ...address, assumed: true };
}

function agreed(left: AddressRecord | undefined, right: AddressRecord | undefined): AddressRecord | undefined {
  return left && right && left.scheme === right.scheme ? left : undefined;
}

function open(value: Expression, model: FileModel): AddressRecord {
  const path = model.pathOf(value);
  const text = model.source(value);
  return {
    assumed: true,
    ...(path ? { path } : {}),
    ...(text.length < 200 ? { name: text } : {}),
  };
}
