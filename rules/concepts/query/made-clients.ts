/** The database clients that a file makes, with what their keys and options let them see. */
import type { Place } from "../../finding.ts";
import type { Call, Expression, FunctionNode, Span } from "../../ir/nodes.ts";
import {
  CLIENT_CONSTRUCTORS,
  plainLibraryName,
  PUBLIC_KEY_NAME,
  SERVICE_KEY_NAME,
  USER_OPTION,
} from "../../libraries/query-clients.ts";
import { boundTo } from "../../semantics/chains.ts";
import type { FileModel } from "../../semantics/file-model.ts";

const CONSTRUCTORS = new Map(CLIENT_CONSTRUCTORS.toReversed().map(row => [row.name, row]));

/** A client made here. `role` is what its key or options say. */
export interface ClientRecord extends Span {
  constructorName: string;
  role: "service-role" | "user" | "anonymous" | "unknown";
  place: Place;
  /** The variable that holds it. */
  held?: string;
}

/** By the function that makes them; undefined for top-level code. */
export function clientsByFunction(model: FileModel): Map<FunctionNode | undefined, ClientRecord[]> {
  const made = new Map<FunctionNode | undefined, ClientRecord[]>();
  for (const call of model.calls) {
    const name = model.libraryNameOf(call.callee);
    const plain = name === undefined ? undefined : plainLibraryName(name);
    const row = plain === undefined ? undefined : CONSTRUCTORS.get(plain);
    if (!row) continue;
    const owner = model.enclosingFunction(call);
    const role = row.kind === "user" ? "user" : roleOf(call, row.key, model);
    const held = boundTo(call, model)?.name;
    const record: ClientRecord = {
      start: call.start,
      end: call.end,
      constructorName: row.name,
      role,
      place: model.place(call),
      ...(held === undefined ? {} : { held }),
    };
    made.set(owner, [...(made.get(owner) ?? []), record]);
  }
  return made;
}

function roleOf(
  call: Call,
  key: { position: number; keyword: string } | undefined,
  model: FileModel,
): ClientRecord["role"] {
  const argument = key && model.argument(call, key.position, key.keyword);
  const text = argument ? keyText(argument, model) : "";
  const options = call.args
    .slice(2)
    .map(one => model.source(one))
    .join(" ");
  if (USER_OPTION.test(options) && !SERVICE_KEY_NAME.test(text)) return "user";
  if (PUBLIC_KEY_NAME.test(text) && !SERVICE_KEY_NAME.test(text)) return "anonymous";
  return SERVICE_KEY_NAME.test(text) ? "service-role" : "unknown";
}

/** Source of the key with the names it goes through: `key` ← `process.env.SUPABASE_SERVICE_ROLE_KEY!`. */
function keyText(argument: Expression, model: FileModel): string {
  const value = model.valueOf(argument);
  return `${model.source(argument)} ${model.source(value).slice(0, 200)}`;
}
