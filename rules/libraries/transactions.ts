/**
 * How libraries open a transaction and end it. Invariant: a row says what one spelling does to the connection that it is
 * called on; what is done while it is open is read elsewhere.
 */

export interface TransactionRow {
  /** How it is written: `with …:`, a decorator, a call that is given the work, or two statements around it. */
  form: "block" | "decorator" | "callback" | "statements";
  /** As people call it: "Django", "Prisma". */
  platform: string;
  /** Test on the library name of what opens it. */
  library: RegExp;
  /** Test on the opener as written, used when its origin is not known: a spelling that has no other meaning. */
  written?: RegExp;
  /** Nothing is sent to begin it before the first statement: what comes before that holds neither connection nor lock. */
  lazy?: true;
  /** The library ends it after so long, in milliseconds, unless `option` says otherwise. */
  limit?: { ms: number; option: string };
  source: string;
}

const SQLALCHEMY =
  "docs.sqlalchemy.org/en/20/orm/session_transaction.html: begin() as a context manager commits at its end";
const PRISMA =
  "prisma.io/docs/orm/prisma-client/queries/transactions: timeout, default 5000 ms; no network requests inside";
const DRIZZLE = "orm.drizzle.team/docs/transactions";
const MONGOOSE =
  "mongodb.com/docs/drivers/node/current/crud/transactions: withTransaction commits at the callback's end";

export const TRANSACTIONS: readonly TransactionRow[] = [
  ...(["block", "decorator"] as const).map((form): TransactionRow => ({
    form,
    platform: "Django",
    library: /^django\.db\.transaction\.atomic(\(\))?$/u,
    lazy: true,
    source: "docs.djangoproject.com/en/5.2/topics/db/transactions: atomic commits when the block ends",
  })),
  {
    form: "block",
    platform: "SQLAlchemy",
    library: /^(sqlalchemy|sqlmodel|flask_sqlalchemy)(\.\w+){1,4}\(\)(\(\))?(\.session)?\.begin(_nested)?\(\)$/u,
    written:
      /^(\w+\.)?((async_?)?session(maker|local)?|db|db_session|engine|conn|connection|_?session_?factory)(\(\))?\.begin(_nested)?\(\)$/iu,
    lazy: true,
    source: SQLALCHEMY,
  },
  {
    form: "block",
    platform: "asyncpg",
    library: /^asyncpg\.(connect|create_pool)\(\)(\.acquire\(\))?\.transaction\(\)$/u,
    written: /^(\w+\.)?(conn|connection|db|database|cur|con)\.transaction\(\)$/u,
    source:
      "magicstack.github.io/asyncpg/current/api: Connection.transaction(); psycopg.org/psycopg3/docs/basic/transactions",
  },
  {
    form: "block",
    platform: "psycopg",
    library: /^psycopg(_pool)?\.\w+(\.connect)?\(\)(\.connection\(\))?\.transaction\(\)$/u,
    source: "psycopg.org/psycopg3/docs/basic/transactions: transaction() commits at the end of the block",
  },
  ...(["block", "decorator"] as const).map((form): TransactionRow => ({
    form,
    platform: "Peewee",
    library: /^(peewee|playhouse\.\w+)\.\w+\(\)\.(atomic|transaction)\(\)$/u,
    source: "docs.peewee-orm.com/en/latest/peewee/transactions.html",
  })),
  ...(["block", "decorator"] as const).map((form): TransactionRow => ({
    form,
    platform: "Tortoise",
    library: /^tortoise\.transactions\.(in_transaction|atomic)\(\)$/u,
    source: "tortoise.github.io/transactions.html",
  })),
  {
    form: "callback",
    platform: "Prisma",
    library: /^@prisma\/client(\/\w+)?\.PrismaClient\(\)(\.\$extends\(\))?\.\$transaction$/u,
    written: /(^|\.)\$transaction$/u,
    limit: { ms: 5_000, option: "timeout" },
    source: PRISMA,
  },
  {
    form: "callback",
    platform: "Drizzle",
    library: /^drizzle-orm\/[\w-]+(\/[\w-]+)?\.drizzle\(\)\.transaction$/u,
    source: DRIZZLE,
  },
  {
    form: "callback",
    platform: "Kysely",
    library: /^kysely\.Kysely\(\)\.transaction\(\)(\.setIsolationLevel\(\))?\.execute$/u,
    written: /\.transaction\(\)(\.setIsolationLevel\(\))?\.execute$/u,
    source: "kysely.dev/docs/category/transactions: commits when the callback ends",
  },
  {
    form: "callback",
    platform: "Knex",
    library: /^knex\.(default|knex|Knex)\(\)\.transaction$/u,
    source: "knexjs.org/guide/transactions: commits when the promise of the handler resolves",
  },
  {
    form: "callback",
    platform: "TypeORM",
    library: /^typeorm\.(DataSource\(\)|getManager\(\)|getConnection\(\)|EntityManager\(\))(\.manager)?\.transaction$/u,
    source: "typeorm.io/docs/advanced-topics/transactions",
  },
  {
    form: "callback",
    platform: "Sequelize",
    library: /^sequelize\.(Sequelize|default)\(\)\.transaction$/u,
    source: "sequelize.org/docs/v6/other-topics/transactions: managed transactions",
  },
  {
    form: "callback",
    platform: "MikroORM",
    library: /^@mikro-orm\/[\w-]+\.(EntityManager\(\)|MikroORM\.init\(\)\.em(\.fork\(\))?)\.transactional$/u,
    written: /(^|\.)(em|entityManager)\.transactional$/u,
    source: "mikro-orm.io/docs/transactions: em.transactional()",
  },
  {
    form: "callback",
    platform: "MongoDB",
    library:
      /^(mongoose(\.default)?|mongodb\.MongoClient\(\))\.(startSession\(\)\.withTransaction|connection\.transaction)$/u,
    written: /(^|\.)(session|mongoSession|dbSession)\.withTransaction$/u,
    source: MONGOOSE,
  },
  {
    form: "callback",
    platform: "postgres.js",
    library: /^postgres\.default\(\)\.begin$/u,
    source: "github.com/porsager/postgres README: sql.begin() commits when the callback resolves",
  },
  {
    form: "callback",
    // A call named so that is given a function: no library means another thing by it.
    platform: "the database",
    library: /^$/u,
    written:
      /(^|\.)(db|database|dataSource|manager|entityManager|knex|sequelize|conn|connection|client|orm|tx|trx)(\(\))?\.transaction$/u,
    source: `${DRIZZLE}; typeorm.io/docs/advanced-topics/transactions; knexjs.org/guide/transactions`,
  },
];

/** Words that a file with a transaction holds. */
export const TRANSACTION_WORDS: readonly string[] = [
  "atomic",
  ".begin(",
  ".begin_nested(",
  "ransaction",
  "BEGIN",
  ".commit(",
];

/** The row of what opens a transaction, by its library name or, when that is not known, by how it is written. */
export function transactionRow(
  form: TransactionRow["form"],
  library: string | undefined,
  written: string,
): TransactionRow | undefined {
  const rows = TRANSACTIONS.filter(row => row.form === form);
  const known = library === undefined ? undefined : rows.find(row => row.library.test(library));
  return known ?? rows.find(row => row.written?.test(written) === true);
}

/** Statements that begin and end a transaction. Source: postgresql.org/docs/17/sql-begin.html, sql-commit.html; node-postgres.com/features/transactions. */
export const BEGINS = /^\s*(begin|start\s+transaction)\b/iu;
export const ENDS = /^\s*(commit|rollback|end)\b/iu;

/** Calls that begin and end one on the object that they are called on. Source: typeorm.io QueryRunner; mongodb ClientSession. */
export const BEGIN_CALL = /(^|\.)(startTransaction|beginTransaction)$/u;
export const END_CALL = /(^|\.)(commitTransaction|rollbackTransaction|abortTransaction|commit|rollback)$/u;

/** Calls that keep what they are given until the transaction has ended, or leave it to somebody else. */
export const LATER =
  /(^|\.)(on_?commit|(add_?)?after_?commit|run_?after_?commit|after_?transaction\w{0,20}|waitUntil|after|setTimeout|setImmediate|setInterval|nextTick|queueMicrotask|add_task|create_task|ensure_future|submit|Thread|Timer|on|once|addEventListener|subscribe)$/iu;

/**
 * What is called on a SQLAlchemy session. It opens a transaction with the first statement that it sends and keeps it until
 * commit, rollback or close. Source: docs.sqlalchemy.org/en/20/orm/session_basics.html#auto-begin.
 */
export const SESSION_READS = /^(query|execute|scalars?|get|get_one|refresh|stream|stream_scalars|connection|exec)$/u;
/** Kept in memory until the next statement, or until `flush`. */
export const SESSION_PENDING = /^(add|add_all|delete)$/u;
export const SESSION_WRITES = /^(flush|merge|bulk_\w{4,40})$/u;
export const SESSION_COMMITS = /^commit$/u;
export const SESSION_ENDS = /^(commit|rollback|close|invalidate|remove)$/u;

/** Library names of what makes a session. */
export const SESSION =
  /^(sqlalchemy\.(orm|ext\.asyncio)(\.\w+){0,2}|sqlmodel(\.\w+){0,4}|flask_sqlalchemy(\.\w+)?)\.(Session|AsyncSession|sessionmaker|async_sessionmaker|scoped_session|SQLAlchemy)\b/u;

/** Django's commands run by hand and by the clock. Source: docs.djangoproject.com/en/5.2/howto/custom-management-commands. */
export const MANAGEMENT_COMMAND = /(^|\/)management\/commands\//u;
/** Where Alembic keeps its migrations by default. Source: alembic.sqlalchemy.org/en/latest/tutorial.html. */
export const ALEMBIC = /(^|\/)alembic\//u;
