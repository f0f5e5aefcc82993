/**
 * Alembic migrations: what `upgrade()` does, as operations. Nothing is run: literal names and lists, loops over them and
 * functions of the same file are followed; both branches of an `if` are read; `downgrade()` never is.
 */
import type { Call, Expression, FunctionNode, Module, Span, Statement } from "../../ir/nodes.ts";
import { AlembicOperations } from "./alembic-operations.ts";
import { bound, constantOf, textOf, textsOf, type Scope } from "./constants.ts";
import type { MigrationScript } from "./migration-script.ts";
import { asCall, bindingsOf, dottedName, imports, itemsOf, keyword, lastName, positional } from "./model-syntax.ts";
import type { MigrationFacts, Operation, QualifiedName } from "./schema-facts.ts";

/** Undefined for a module that is no Alembic migration. */
export function alembicMigration(
  module: Module,
  script: MigrationScript,
): { migration: MigrationFacts; operations: Operation[] } | undefined {
  if (!imports(module, /^alembic(?:\.|$)/)) return undefined;
  const bindings = bindingsOf(module.body);
  const value = (name: string) => bindings.find(binding => binding.name === name)?.value;
  const id = textOf(value("revision"), new Map());
  const functions = functionsOf(module.body);
  const upgrade = functions.get("upgrade");
  if (id === undefined || !upgrade) return undefined;
  let scope: Scope = new Map();
  for (const binding of bindings) {
    const constant = constantOf(binding.value, scope);
    if (constant !== undefined) scope = new Map(scope).set(binding.name, constant);
  }
  const after = ["down_revision", "depends_on"].flatMap(name => textsOf(value(name), new Map()) ?? []);
  for (const name of searchFunctions(module)) scope = new Map(scope).set(name, "");
  const reader = new UpgradeReader(script, functions, operationNames(module));
  reader.run(upgrade.body, { scope, batches: new Map(), depth: 0 });
  return { migration: { id, after, replaces: [] }, operations: reader.operations };
}

function functionsOf(body: readonly Statement[]): Map<string, FunctionNode> {
  const found = new Map<string, FunctionNode>();
  for (const one of body) if (one.kind === "function" && one.name !== undefined) found.set(one.name, one);
  return found;
}

/** Local names of `from alembic import op`. */
function operationNames(module: Module): Set<string> {
  const names = new Set<string>();
  for (const statement of module.body)
    if (statement.kind === "import" && /^alembic/.test(statement.module))
      for (const { imported, local } of statement.names) if (imported === "op") names.add(local ?? "op");
  return names;
}

/** `from sqlalchemy_searchable import sql_expressions`: text search functions that touch no table (sqlalchemy_searchable/__init__.py). */
function searchFunctions(module: Module): string[] {
  return module.body.flatMap(statement =>
    statement.kind === "import" && statement.module === "sqlalchemy_searchable"
      ? statement.names.flatMap(({ imported, local }) => (imported === "sql_expressions" ? (local ?? []) : []))
      : [],
  );
}

interface Context {
  scope: Scope;
  /** `batch_op` of `with op.batch_alter_table("users") as batch_op` → its table. */
  batches: ReadonlyMap<string, QualifiedName>;
  depth: number;
}

const MAX_ITEMS = 300;
const MAX_DEPTH = 4;

class UpgradeReader {
  readonly operations: Operation[] = [];
  readonly #script: MigrationScript;
  readonly #functions: ReadonlyMap<string, FunctionNode>;
  readonly #names: ReadonlySet<string>;

  constructor(script: MigrationScript, functions: ReadonlyMap<string, FunctionNode>, names: ReadonlySet<string>) {
    this.#script = script;
    this.#functions = functions;
    this.#names = names;
  }

  run(body: readonly Statement[], start: Context): void {
    let context = start;
    for (const statement of body) context = this.#statement(statement, context);
  }

  /** Gives the context of the statements that follow. */
  #statement(statement: Statement, context: Context): Context {
    switch (statement.kind) {
      case "expression":
        return this.#expression(statement.expression, context);
      case "declare":
        this.#calls(statement.value, context);
        return this.#assigned(statement.target, statement.value, context);
      case "if":
        this.run(statement.then, context);
        this.run(statement.otherwise, context);
        return context;
      case "loop":
        this.#loop(statement.body, statement, context);
        return context;
      case "with":
        this.run(statement.body, this.#opened(statement.items, context));
        return context;
      case "try":
        this.run([...statement.body, ...statement.otherwise, ...statement.finally], context);
        return context;
      default:
        return context;
    }
  }

  #expression(expression: Expression, context: Context): Context {
    if (expression.kind !== "assign") {
      this.#calls(expression, context);
      return context;
    }
    this.#calls(expression.value, context);
    return expression.operator === "=" ? this.#assigned(expression.targets[0], expression.value, context) : context;
  }

  #assigned(target: Parameters<typeof bound>[1], value: Expression | undefined, context: Context): Context {
    return { ...context, scope: bound(context.scope, target, constantOf(value, context.scope)) };
  }

  #loop(
    body: readonly Statement[],
    { target, iterable }: { target?: Parameters<typeof bound>[1]; iterable?: Expression },
    context: Context,
  ): void {
    const items = constantOf(iterable, context.scope);
    const values = Array.isArray(items) ? items.slice(0, MAX_ITEMS) : [undefined];
    for (const value of values) this.run(body, { ...context, scope: bound(context.scope, target, value) });
  }

  #opened(items: readonly { context: Expression; target?: Parameters<typeof bound>[1] }[], context: Context): Context {
    const batches = new Map(context.batches);
    for (const { context: opened, target } of items) {
      const call = asCall(opened);
      if (!call || lastName(call.callee) !== "batch_alter_table" || target?.kind !== "name") continue;
      const name = textOf(positional(call)[0] ?? keyword(call, "table_name"), context.scope);
      const schema = textOf(keyword(call, "schema"), context.scope);
      if (name === undefined) this.#script.unread(call, "the table's name is computed");
      else batches.set(target.name, schema === undefined ? { name } : { name, schema });
    }
    return { ...context, batches };
  }

  #calls(expression: Expression | undefined, context: Context): void {
    const node = expression?.kind === "await" ? expression.value : expression;
    const call = asCall(node);
    if (!call) {
      if (node?.kind === "comprehension") this.#calls(node.element, context);
      return;
    }
    const [root, name] = [rootOf(call), lastName(call.callee)];
    const batch = root === undefined ? undefined : context.batches.get(root);
    const followed = call.callee.kind === "name" ? this.#functions.get(call.callee.name) : undefined;
    if (followed) this.#follow(followed, call, context);
    else if (root !== undefined && name !== undefined && (batch || this.#names.has(root))) {
      // `op.get_bind().execute(…)` is no operation of Alembic's own.
      if (name === "execute" || !dottedName(call.callee)) this.#execute(call, context.scope);
      else this.#operation(call, name, context.scope, batch);
    } else if (name === "execute") this.#execute(call, context.scope, { loose: true });
  }

  #operation(call: Call, name: string, scope: Scope, batch: QualifiedName | undefined): void {
    const found = new AlembicOperations(this.#script, call, scope, batch).read(name);
    if (found === undefined) this.#script.unread(call, `\`${name}\` with computed names, or of another library`);
    else {
      this.#script.understood();
      this.operations.push(...found);
    }
  }

  /** A statement built by SQLAlchemy's expression language changes rows; on a connection, so may anything else. */
  #execute(call: Call, scope: Scope, { loose = false } = {}): void {
    const argument = positional(call)[0] ?? keyword(call, "sqltext");
    const literal = literalOf(argument);
    const text = textOf(argument, scope);
    if (text === "") this.#script.understood();
    else if (text !== undefined) this.operations.push(...this.#script.sql(text, literal ?? call));
    else if (
      literal?.kind === "template" &&
      !/^\s*(?:insert|update|delete|select|with)\b/i.test(literal.parts[0] ?? "")
    )
      this.#script.unread(call, "its SQL is computed");
    else if (!loose && argument?.kind === "name") this.#script.unread(call, "its SQL is computed");
    else if (!loose) this.#script.understood();
  }

  #follow(fn: FunctionNode, call: Call, context: Context): void {
    if (context.depth >= MAX_DEPTH) return;
    const scope = new Map(context.scope);
    const args = positional(call);
    fn.params.forEach((parameter, i) => {
      if (parameter.name === undefined) return;
      const value = constantOf(keyword(call, parameter.name) ?? args[i] ?? parameter.default, context.scope);
      if (value === undefined) scope.delete(parameter.name);
      else scope.set(parameter.name, value);
    });
    this.run(fn.body, { ...context, scope, depth: context.depth + 1 });
  }
}

/** First name of `op.create_table`, also through calls: `op.get_bind().execute`. */
function rootOf(call: Call): string | undefined {
  let node: Expression = call.callee;
  while (node.kind === "member" || node.kind === "call") node = node.kind === "member" ? node.object : node.callee;
  return node.kind === "name" ? node.name : undefined;
}

/** The string under `text(…)`. */
function literalOf(node: Expression | undefined): (Expression & Span) | undefined {
  if (node?.kind === "literal" || node?.kind === "template") return node;
  const call = asCall(node);
  return call && /^(?:text|dedent)$/.test(lastName(call.callee) ?? "")
    ? literalOf(itemsOf(positional(call)[0])[0])
    : undefined;
}
