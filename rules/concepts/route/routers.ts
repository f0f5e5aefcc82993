/** Which router an expression means. */
import type { Call, Expression, Name, Node } from "../../ir/nodes.ts";
import { type Framework, type RouterRow, ROUTERS } from "../../libraries/routes.ts";
import type { AccessPath } from "../../semantics/access-path.ts";
import { libraryName } from "../../semantics/access-path.ts";
import { boundTo, outermost } from "../../semantics/chains.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import type { RouterRef } from "./record.ts";

/** Names that routers have where their origin is not known: a parameter, an import of a file that is not there. */
const ROUTER_NAME =
  /^(?:app|router|server|fastify|blueprint|bp|api|application)$|(?:Router|Routes|App|_router|_bp|_app|_api)$/u;

const ROW_BY_MAKER = new Map(ROUTERS.flatMap(row => row.makes.map(make => [make, row] as const)));
const ROW_BY_TYPE = new Map(ROUTERS.flatMap(row => (row.types ?? []).map(type => [type, row] as const)));
const ROW_BY_FRAMEWORK = new Map(ROUTERS.map(row => [row.framework, row]));

/** The router that calls are made on: a name, a member, or a chain of calls that starts with making one. */
export function routerOf(expression: Expression, model: FileModel): RouterRef | undefined {
  const root = rootOf(expression);
  const row = rowOf(root, model);
  if (root.kind === "name") {
    const symbol = model.symbolOf(root);
    if (symbol && (row || symbol.root === "import" || ROUTER_NAME.test(root.name))) return refOf({ path: symbol }, row);
    const definition = model.bindingOf(root)?.definitions[0];
    if (!definition || (!row && !ROUTER_NAME.test(root.name))) return undefined;
    return refOf({ local: localKey(definition.node, model) }, row);
  }
  if (root.kind === "member") {
    const isOwn = root.object.kind === "name" && ["this", "self"].includes(root.object.name);
    if (!isOwn || (!row && !ROUTER_NAME.test(root.name))) return undefined;
    const owner = model.enclosingClass(root)?.name ?? "";
    return refOf({ path: { root: "this", owner, steps: [`.${root.name}`] } }, row);
  }
  if (root.kind !== "call" || !row) return undefined;
  // `const app = new Hono().get("/", …)`: the variable is the router.
  const binding = boundTo(outermost(root), model);
  const definition = binding?.definitions[0];
  if (binding && definition?.node) {
    if (binding.scope.kind === "module") return refOf({ path: { root: "local", steps: [`.${binding.name}`] } }, row);
    return refOf({ local: localKey(definition.node, model) }, row);
  }
  return refOf({ local: `@${root.start}` }, row);
}

/** Whether an argument could be a router: its framework is known, or the name says so. */
export function routerArgument(expression: Expression, model: FileModel): RouterRef | undefined {
  if (expression.kind === "call") {
    // `users.routes()` of Koa, `createRouter()` of this project.
    if (expression.callee.kind === "member" && ["routes", "middleware", "router"].includes(expression.callee.name))
      return routerOf(expression.callee.object, model);
    return rowOf(expression, model) ? routerOf(expression, model) : undefined;
  }
  if (expression.kind === "member" && expression.object.kind === "name") {
    const path = model.pathOf(expression);
    if (path?.root === "import" && !isFunction(expression)) return { path };
  }
  return expression.kind === "name" || expression.kind === "member" ? routerOf(expression, model) : undefined;
}

export function isOrdered(framework: Framework | undefined): boolean {
  return framework === undefined || (ROW_BY_FRAMEWORK.get(framework)?.ordered ?? false);
}

/** How parameters and local variables are known: `param:<function>:<index>` for a parameter, else by offset. */
export function localKey(definition: Node, model: FileModel): string {
  const owner = definition.parent;
  if (definition.kind === "parameter" && owner?.kind === "function")
    return `param:${model.functionId(owner)}:${owner.params.indexOf(definition)}`;
  return `@${definition.start}`;
}

/** The value that a chain of verbs starts from: `app` of `app.get(…).post(…)`, `app` of `app.route("/x").get(…)`. */
export function rootOf(expression: Expression): Expression {
  let at = expression;
  for (;;) {
    if (at.kind === "call" && at.callee.kind === "member" && !isMaker(at)) at = at.callee.object;
    else return at;
  }
}

/** `express.Router()` makes a router; `app.route("/x")` goes on with one. */
function isMaker(call: Call): boolean {
  return call.callee.kind === "member" && /^(?:Router|APIRouter|FastAPI|Flask|Blueprint|Hono)$/u.test(call.callee.name);
}

function rowOf(expression: Expression, model: FileModel): RouterRow | undefined {
  const path = model.pathOf(expression);
  const name = libraryName(path);
  const made = name === undefined ? undefined : ROW_BY_MAKER.get(withoutChain(name));
  if (made) return made;
  if (expression.kind !== "name") return undefined;
  const type = parameterType(expression, model);
  return type === undefined ? undefined : ROW_BY_TYPE.get(type);
}

/** `hono.Hono().get().post` → `hono.Hono()`. */
function withoutChain(name: string): string {
  const call = name.indexOf("()");
  return call < 0 ? name : name.slice(0, call + 2);
}

function parameterType(name: Name, model: FileModel): string | undefined {
  const node = model.bindingOf(name)?.definitions[0]?.node;
  const annotation =
    node?.kind === "parameter" ? node.annotation : node?.kind === "declare" ? node.annotation : undefined;
  const plain = annotation?.kind === "index" ? annotation.object : annotation;
  return plain?.kind === "name" || plain?.kind === "member" ? plain.name : undefined;
}

function refOf(key: { path: AccessPath } | { local: string }, row: RouterRow | undefined): RouterRef {
  return { ...key, ...(row ? { framework: row.framework } : {}) };
}

function isFunction(expression: Expression): boolean {
  return expression.kind === "function";
}
