import type { ForeignKeyFact, QualifiedName, TableDeclaration } from "./schema-facts.ts";
import { findColumn, findTable } from "./schema.ts";
import type { Schema, Table } from "./schema.ts";
import { addColumn, addUnique, inFile, joinForeignKey, keyOf, newTable } from "./table-keys.ts";

export interface PlacedDeclaration {
  path: string;
  declaration: TableDeclaration;
}

/** Adds model declarations to a schema: bases give their columns, conventions give names, equal table names merge. */
export function linkModels(schema: Schema, models: readonly PlacedDeclaration[]): void {
  const linker = new ModelLinker(schema, models);
  for (const model of models) linker.declare(model);
  for (const model of models) linker.reference(model);
}

/** A column set that a class has by itself and by its bases, outermost base first. */
interface Inherited {
  path: string;
  declaration: TableDeclaration;
}

class ModelLinker {
  readonly #schema: Schema;
  readonly #byName = new Map<string, PlacedDeclaration[]>();
  readonly #tables = new Map<TableDeclaration, Table>();

  constructor(schema: Schema, models: readonly PlacedDeclaration[]) {
    this.#schema = schema;
    for (const model of models) {
      const name = model.declaration.modelName;
      if (name !== undefined) this.#byName.set(name, [...(this.#byName.get(name) ?? []), model]);
    }
  }

  /** First pass: tables and columns. */
  declare(model: PlacedDeclaration): void {
    const { path, declaration } = model;
    const chain = this.#chain(model);
    const name = this.#tableName(model, chain);
    if (name === undefined) return;
    const place = inFile(path, declaration.place);
    const existing = findTable(this.#schema, name);
    const table = existing ?? newTable(name, place, "postgres");
    if (!existing) {
      table.source = declaration.source;
      table.sources = [declaration.source];
      this.#schema.tables.set(keyOf(name), table);
    } else if (!table.sources.includes(declaration.source)) table.sources.push(declaration.source);
    // A model is the whole of its table, whatever migrations left out.
    table.partial = undefined;
    this.#tables.set(declaration, table);
    if (declaration.rls) table.rls ??= { enabled: true, forced: false, place };
    if (declaration.source !== "types" && table.modelPlace === undefined) {
      table.modelName = declaration.modelName;
      table.modelPlace = place;
    }
    if (declaration.modelName !== undefined && !this.#schema.models.has(declaration.modelName)) {
      this.#schema.models.set(declaration.modelName, table);
    }
    for (const part of chain) this.#addColumns(table, part);
    if (declaration.source === "django") addImplicitKey(table, model);
  }

  /** Second pass: keys, when every model's table is known. */
  reference(model: PlacedDeclaration): void {
    const table = this.#tables.get(model.declaration);
    if (!table) return;
    for (const { path, declaration } of this.#chain(model)) {
      for (const key of declaration.uniqueKeys) {
        addUnique(table, path, { ...key, columns: key.columns.map(name => findColumn(table, name)?.name ?? name) });
      }
      for (const key of declaration.foreignKeys) joinForeignKey(table, path, this.#resolved(key, model));
    }
  }

  #addColumns(table: Table, { path, declaration }: Inherited): void {
    for (const fact of declaration.columns) {
      // A Prisma field whose type is a model of another file is the far side of a relation.
      if (declaration.source === "prisma" && this.#byName.has(fact.type.replace("[]", ""))) continue;
      const existing = table.columns.get(fact.name);
      if (!existing) addColumn(table, path, fact);
      else if (fact.field !== undefined && existing.field === undefined) existing.field = fact.field;
    }
    if (table.primaryKey.length === 0) table.primaryKey = declaration.primaryKey;
  }

  #resolved(key: ForeignKeyFact, from: PlacedDeclaration): ForeignKeyFact {
    if (!key.model) return key;
    const wanted = key.table.name === "self" ? from.declaration.modelName! : key.table.name;
    const model = this.#nearest(wanted, from);
    const target = model && this.#tables.get(model.declaration);
    if (!target) return { ...key, table: { name: wanted } };
    const table: QualifiedName =
      target.schema === "public" ? { name: target.name } : { schema: target.schema, name: target.name };
    return { ...key, table };
  }

  /** The declaration and those of its bases, bases first, each once. */
  #chain(model: PlacedDeclaration, seen = new Set<TableDeclaration>()): Inherited[] {
    if (seen.has(model.declaration)) return [];
    seen.add(model.declaration);
    const bases = model.declaration.bases.flatMap(base => {
      const found = this.#nearest(base, model);
      return found ? this.#chain(found, seen) : [];
    });
    return [...bases, model];
  }

  /** The declaration of that class name of the same family, in the same file or else in the nearest folder. */
  #nearest(name: string, from: PlacedDeclaration): PlacedDeclaration | undefined {
    const simple = name.slice(name.lastIndexOf(".") + 1);
    const candidates = (this.#byName.get(simple) ?? []).filter(
      other => other.declaration.source === from.declaration.source && other.declaration !== from.declaration,
    );
    if (simple === from.declaration.modelName && candidates.length === 0) return from;
    let best: PlacedDeclaration | undefined;
    let bestScore = -1;
    for (const candidate of candidates) {
      const score = candidate.path === from.path ? Number.MAX_SAFE_INTEGER : commonPrefix(candidate.path, from.path);
      if (score > bestScore) [best, bestScore] = [candidate, score];
    }
    return best;
  }

  #tableName(model: PlacedDeclaration, chain: readonly Inherited[]): QualifiedName | undefined {
    const { path, declaration } = model;
    if (declaration.abstract) return undefined;
    if (declaration.table) return declaration.table;
    const name = declaration.modelName;
    if (name === undefined) return undefined;
    if (declaration.source === "django") return this.#djangoName(path, name, chain);
    if (declaration.source === "sqlalchemy") return sqlAlchemyName(name, chain);
    return { name };
  }

  /** `app_model`, the app being the folder of `models.py` or of the `models` package; only for classes that reach a Django model. */
  #djangoName(path: string, name: string, chain: readonly Inherited[]): QualifiedName | undefined {
    const reaches = chain.some(part => part.declaration.bases.some(base => DJANGO_ROOTS.test(base)));
    const external = chain.some(part =>
      part.declaration.bases.some(base => !this.#byName.has(base.slice(base.lastIndexOf(".") + 1))),
    );
    const hasFields = chain.some(part => part.declaration.columns.length > 0);
    if (!reaches && !(external && hasFields)) return undefined;
    const app = /(?:^|\/)([^/]+)\/models(?:\.py$|\/)/.exec(path)?.[1];
    return { name: app === undefined ? name.toLowerCase() : `${app}_${name.toLowerCase()}` };
  }
}

/** Django's own model bases; a project base is found among the declarations. */
const DJANGO_ROOTS =
  /^(?:models\.Model|Model|AbstractUser|AbstractBaseUser|(?:\w+\.)?(?:MPTTModel|TimeStampedModel|PolymorphicModel))$/;

/** A class without `__tablename__` is a table when it has a primary key: its base's table, or its name in snake case. */
function sqlAlchemyName(name: string, chain: readonly Inherited[]): QualifiedName | undefined {
  const inherited = chain
    .slice(0, -1)
    .findLast(part => part.declaration.table !== undefined && !part.declaration.abstract);
  if (inherited) return inherited.declaration.table;
  const own = chain.at(-1)!.declaration;
  if (own.primaryKey.length === 0 && !chain.some(part => part.declaration.primaryKey.length > 0)) return undefined;
  if (own.bases.length === 0) return undefined;
  return {
    name: name
      .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
      .replace(/([A-Z])([A-Z][a-z])/g, "$1_$2")
      .toLowerCase(),
  };
}

/** Django adds `id` when no field is the primary key. */
function addImplicitKey(table: Table, { path, declaration }: PlacedDeclaration): void {
  if (table.primaryKey.length > 0) return;
  const { place } = declaration;
  addColumn(table, path, { name: "id", type: "bigautofield", nullable: false, hasDefault: true, place });
  table.primaryKey = ["id"];
}

function commonPrefix(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}
