/** The vocabulary of query builders: which method restricts, which writes, which only shapes the result. */
import type { Operation } from "../concepts/query/query.ts";

interface Row {
  source: string;
}

/** PostgREST builders (supabase-js and supabase-py). Source: DOMAIN 4.1; postgrest-js src/PostgrestFilterBuilder.ts, postgrest-py base_request_builder.py. */
export const POSTGREST: Row & {
  operations: Record<string, Operation>;
  equals: Set<string>;
  among: Set<string>;
  others: Set<string>;
  match: Set<string>;
} = {
  operations: { select: "select", insert: "insert", update: "update", delete: "delete", upsert: "upsert" },
  equals: new Set(["eq"]),
  among: new Set(["in", "in_"]),
  match: new Set(["match"]),
  others: new Set([
    "neq",
    "gt",
    "gte",
    "lt",
    "lte",
    "like",
    "ilike",
    "is",
    "is_",
    "contains",
    "containedBy",
    "contained_by",
    "overlaps",
    "textSearch",
    "text_search",
    "not",
    "or",
    "or_",
    "filter",
    "isDistinct",
    "notIn",
    "rangeGt",
    "rangeLt",
    "rangeGte",
    "rangeLte",
    "rangeAdjacent",
  ]),
  source: "DOMAIN 4.1",
};

/** Prisma client methods on a model delegate. Source: @prisma/client 6 runtime, Prisma Client API reference. */
export const PRISMA_OPERATIONS: Record<string, Operation> = {
  findUnique: "select",
  findUniqueOrThrow: "select",
  findFirst: "select",
  findFirstOrThrow: "select",
  findMany: "select",
  count: "select",
  aggregate: "select",
  groupBy: "select",
  create: "insert",
  createMany: "insert",
  createManyAndReturn: "insert",
  update: "update",
  updateMany: "update",
  updateManyAndReturn: "update",
  upsert: "upsert",
  delete: "delete",
  deleteMany: "delete",
};

/** Keys of a Prisma filter object that compare; the rest are relation or compound-key names. */
export const PRISMA_COMPARISONS: Record<string, "=" | "in" | "other"> = {
  equals: "=",
  in: "in",
  notIn: "other",
  not: "other",
  lt: "other",
  lte: "other",
  gt: "other",
  gte: "other",
  contains: "other",
  startsWith: "other",
  endsWith: "other",
  search: "other",
  mode: "other",
  has: "other",
  hasEvery: "other",
  hasSome: "other",
  isEmpty: "other",
  isSet: "other",
  path: "other",
  string_contains: "other",
  array_contains: "other",
};

/** Relation filters that go one level down. `none` and `isNot` restrict nothing. */
export const PRISMA_NESTING = new Set(["some", "every", "is"]);

/** Django QuerySet and manager methods. Source: Django 5.2 db/models/query.py. */
export const DJANGO: Row & {
  operations: Record<string, Operation>;
  filters: Set<string>;
  creates: Set<string>;
  rowless: Set<string>;
  lookups: Record<string, "=" | "in" | "other">;
} = {
  operations: {
    update: "update",
    aupdate: "update",
    delete: "delete",
    adelete: "delete",
    create: "insert",
    acreate: "insert",
    bulk_create: "insert",
    abulk_create: "insert",
    get_or_create: "upsert",
    update_or_create: "upsert",
    aget_or_create: "upsert",
    aupdate_or_create: "upsert",
  },
  filters: new Set([
    "filter",
    "get",
    "aget",
    "get_or_create",
    "update_or_create",
    "aget_or_create",
    "aupdate_or_create",
  ]),
  /** Methods that select nothing by themselves: rows come with the call, or there are none. */
  rowless: new Set([
    "bulk_update",
    "abulk_update",
    "none",
    "raw",
    "get_queryset",
    "from_queryset",
    "model",
    "db_manager",
  ]),
  creates: new Set(["create", "acreate", "get_or_create", "update_or_create", "aget_or_create", "aupdate_or_create"]),
  lookups: {
    exact: "=",
    iexact: "=",
    in: "in",
    gt: "other",
    gte: "other",
    lt: "other",
    lte: "other",
    isnull: "other",
    contains: "other",
    icontains: "other",
    startswith: "other",
    istartswith: "other",
    endswith: "other",
    iendswith: "other",
    range: "other",
    regex: "other",
    iregex: "other",
    date: "other",
    year: "other",
    month: "other",
    day: "other",
    overlap: "other",
    has_key: "other",
  },
  source: "Django 5.2 db/models/query.py, db/models/lookups.py",
};

/** Managers that give every row; any other attribute that ends so counts as a custom manager. */
export const DJANGO_MANAGER = /(?:^|_)(?:objects|manager)$/u;

/** Shortcuts that take a model or query set first. Source: Django 5.2 shortcuts.py. */
export const DJANGO_SHORTCUTS = new Set([
  "get_object_or_404",
  "get_list_or_404",
  "aget_object_or_404",
  "aget_list_or_404",
]);

/** SQLAlchemy. Source: SQLAlchemy 2.0 orm/query.py, sql/selectable.py, orm/session.py. */
export const SQLALCHEMY: Row & { statements: Record<string, Operation>; filters: Set<string>; byKey: Set<string> } = {
  statements: { select: "select", update: "update", delete: "delete", insert: "insert" },
  filters: new Set(["filter", "where"]),
  byKey: new Set(["filter_by"]),
  source: "SQLAlchemy 2.0 orm/query.py",
};

/** Drizzle comparison helpers. Source: drizzle-orm 0.44 sql/expressions/conditions.ts. */
export const DRIZZLE_COMPARISONS: Record<string, "=" | "in" | "other"> = {
  eq: "=",
  inArray: "in",
  ne: "other",
  gt: "other",
  gte: "other",
  lt: "other",
  lte: "other",
  like: "other",
  ilike: "other",
  isNull: "other",
  isNotNull: "other",
  between: "other",
  not: "other",
  exists: "other",
  notInArray: "other",
  arrayContains: "other",
};

/** TypeORM repositories. Source: typeorm 0.3 repository/Repository.ts; `where` of a builder: query-builder/SelectQueryBuilder.ts (DOMAIN 4.3). */
export const TYPEORM: Row & {
  operations: Record<string, Operation>;
  criteria: Set<string>;
  operators: Record<string, "=" | "in">;
} = {
  operations: {
    find: "select",
    findOne: "select",
    findOneOrFail: "select",
    findAndCount: "select",
    findBy: "select",
    findOneBy: "select",
    findOneByOrFail: "select",
    findAndCountBy: "select",
    count: "select",
    countBy: "select",
    exists: "select",
    existsBy: "select",
    update: "update",
    delete: "delete",
    softDelete: "delete",
  },
  /** The conditions are the first argument itself. */
  criteria: new Set([
    "findBy",
    "findOneBy",
    "findOneByOrFail",
    "findAndCountBy",
    "countBy",
    "existsBy",
    "update",
    "delete",
    "softDelete",
  ]),
  operators: { In: "in", Equal: "=" },
  source: "typeorm 0.3 repository/Repository.ts",
};

/** Knex and Kysely. Source: knex 3 lib/query/querybuilder.js, kysely 0.28 query-builder/where-interface.ts. */
export const KNEX: Row & {
  writes: Record<string, Operation>;
  payloads: Set<string>;
  filters: Set<string>;
  /** After these, what was compared before need not hold any more. */
  opens: Set<string>;
} = {
  writes: { insert: "insert", update: "update", del: "delete", delete: "delete" },
  payloads: new Set(["insert", "update", "set", "values"]),
  filters: new Set(["where", "andWhere", "whereIn"]),
  opens: new Set(["orWhere", "whereRaw", "orWhereIn", "whereExists", "modify", "$if", "$call", "joinRaw"]),
  source: "knex 3 lib/query/querybuilder.js",
};

/** Source: kysely 0.28 query-creator.ts. */
export const KYSELY_OPENERS: Record<string, Operation> = {
  selectFrom: "select",
  updateTable: "update",
  deleteFrom: "delete",
  insertInto: "insert",
};

/** Methods that take SQL text first. Source: pg 8 client.query, psycopg 3 cursor.execute, asyncpg connection.fetch, SQLAlchemy 2.0 execute. */
export const SQL_RUNNERS = new Set([
  "query",
  "execute",
  "fetch",
  "fetchrow",
  "fetchval",
  "fetch_all",
  "fetch_one",
  "fetch_val",
  "executemany",
  "unsafe",
  "$queryRaw",
  "$executeRaw",
  "$queryRawUnsafe",
  "$executeRawUnsafe",
  "one",
  "oneOrNone",
  "manyOrNone",
  "any",
]);

/** Tags of templates that bind their values. Source: postgres.js 3, slonik 46, Prisma 6 `Prisma.sql`, @vercel/postgres. */
export const SQL_TAGS = new Set(["sql", "SQL", "$queryRaw", "$executeRaw"]);

/** How a statement that touches rows begins, behind comments. */
export const SQL_STATEMENT = /^\s*(?:--[^\n]*\n\s*|\/\*[^]*?\*\/\s*)*(?:select|insert|update|delete|with)\b/iu;

/** Words of the hooks that restrict all queries of a client. Source: Prisma 6 client extensions, SQLAlchemy 2.0 orm/util.py, Django 5.2 managers. */
export const ENFORCEMENT_TRIGGERS = ["$extends", "defineExtension", "with_loader_criteria", "get_queryset"];

/**
 * Settings that live as long as the connection: `SET app.tenant = …`, `set_config('app.tenant', …, false)`; `SET LOCAL` and
 * `true` end with the transaction. Source: DOMAIN 4.2; PostgreSQL 17 SET, set_config.
 */
export const SESSION_SETTING =
  /(?<!\w)(SET(?: SESSION)?)\s+(app\.\w+)\s*(?:=|TO)|set_config\(\s*["'](\w+\.\w+)["']\s*,(?:(?!set_config\()[^])*?,\s*false\s*\)/u;

/** What such a statement holds, letter by letter. */
export const SESSION_TRIGGERS = ["set_config(", "SET app.", "SET SESSION app."];

/** Words of which a file must hold one to hold a query that is read here. */
export const QUERY_TRIGGERS = [
  ".from(",
  ".table(",
  ".from_(",
  ".rpc(",
  ".objects",
  "_objects",
  "get_object_or_404",
  ".query(",
  "select(",
  "findUnique",
  "findFirst",
  "findMany",
  "groupBy",
  ".get(",
  ".update(",
  ".delete(",
  ".insert(",
  ".upsert(",
  ".deleteMany(",
  ".updateMany(",
  ".create(",
  ".createMany(",
  ".count(",
  "InjectRepository",
  "getRepository(",
  "knex",
  ".selectFrom(",
  ".updateTable(",
  ".deleteFrom(",
  ".insertInto(",
  ".aggregate(",
  ".execute(",
  "$queryRaw",
  "$executeRaw",
  "sql`",
  "SQL`",
  ".fetch",
  ".query(",
];
