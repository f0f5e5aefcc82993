/** Modules of a framework that hold limits and need a guard to check them. */
import type { Call, Expression, Import, Node, ObjectLiteral } from "../../ir/nodes.ts";
import { REGISTERED_LIMITERS } from "../../libraries/limiters.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import type { GuardPlaces, ModuleRecord } from "./record.ts";

const MODULES = new Set<string>(REGISTERED_LIMITERS.guarded.modules);

/** `imports: [ThrottlerModule.forRoot(…)]`. */
export function limiterModulesIn(model: FileModel): ModuleRecord[] {
  const records: ModuleRecord[] = [];
  for (const call of model.calls) {
    const library = model.libraryNameOf(call);
    const path = library !== undefined && MODULES.has(library) ? model.pathOf(call) : undefined;
    if (!path) continue;
    const names = namesOf(call);
    const guard = guardPlaces(call, model);
    records.push({
      form: "module",
      start: call.start,
      end: call.callee.end,
      name: REGISTERED_LIMITERS.guarded.title,
      place: model.place(call.callee),
      module: path,
      ...(names ? { names } : {}),
      ...(guard ? { guard } : {}),
    });
  }
  return records;
}

/** Names of the limits, "default" for one without; undefined when they are made elsewhere. */
function namesOf(call: Call): string[] | undefined {
  const first = call.args[0]?.value;
  const list =
    first?.kind === "object" ? (first.properties.find(one => one.key === "throttlers")?.value ?? first) : first;
  const items = list?.kind === "list" ? list.items : list ? [list] : [];
  const names = items.map(nameIn);
  return items.length > 0 && names.every(name => name !== undefined) ? names : undefined;
}

function nameIn(item: Expression): string | undefined {
  if (item.kind !== "object" || item.properties.some(one => one.spread)) return undefined;
  const name = item.properties.find(one => one.key === "name")?.value;
  if (!name) return REGISTERED_LIMITERS.guarded.unnamed;
  return name.kind === "literal" && typeof name.value === "string" ? name.value : undefined;
}

/** In the object of `@Module({ imports: […] })`, when the file imports the library's names in braces. */
function guardPlaces(call: Call, model: FileModel): GuardPlaces | undefined {
  const imports = around(call, "imports");
  const owner = imports?.parent;
  const statement = model.module.body.find(
    (one): one is Import => one.kind === "import" && one.module === REGISTERED_LIMITERS.guarded.module && !one.typeOnly,
  );
  const first = statement?.names[0];
  if (owner?.kind !== "object" || !statement || !first || !model.source(statement).includes("{")) return undefined;
  const providers = (owner as ObjectLiteral).properties.find(one => one.key === "providers")?.value;
  if (providers && providers.kind !== "list") return undefined;
  const { token } = REGISTERED_LIMITERS.guarded;
  return {
    at: providers ? providers.start + 1 : imports!.start,
    isNew: providers === undefined,
    filled: providers !== undefined && providers.items.length > 0,
    names: first.start,
    statement: statement.start,
    token:
      model.bindings.lookUp(token.name, model.module) !== undefined ||
      [...model.bindings.topLevel()].some(one => one.name === token.name),
  };
}

function around(call: Call, key: string): Node | undefined {
  for (let at: Node | undefined = call.parent; at && at.kind !== "class"; at = at.parent)
    if (at.kind === "property" && at.key === key) return at;
  return undefined;
}
