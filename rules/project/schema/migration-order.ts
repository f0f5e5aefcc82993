/** How a SQL file takes part in the replay. */
export type SqlRole =
  /** A dump or hand-kept picture of the whole schema: comes first. */
  | "baseline"
  /** Part of an ordered folder: comes last, every statement counts. */
  | "migration"
  /** A script that someone may have run: adds, never removes. */
  | "script"
  /** Kept for reference, tests or the way back. */
  | "ignored";

const IGNORED_FOLDER =
  /(?:^|\/)(?:archived?|legacy[\w-]*|backups?|old|deprecated|tests?|__tests__|fixtures|examples?|snippets|rollbacks?|node_modules)\//i;
const IGNORED_FILE = /(?:^|[./_-])(?:down|rollback|undo|backup|cleanup)(?:[_-][\w-]*)?\.sql$/i;
const MIGRATION_FOLDER = /(?:^|\/)(?:migrations?|drizzle|migrate|versions|flyway|changesets?)\//i;
const BASELINE_FILE =
  /(?:^|\/)(?:[\w-]*[_-])?(?:schema|structure|init|baseline|setup|create[_-]tables)(?:[_-]\w+)?\.sql$/i;

export function sqlRole(path: string): SqlRole {
  if (IGNORED_FOLDER.test(path) || IGNORED_FILE.test(path)) return "ignored";
  if (MIGRATION_FOLDER.test(path)) return "migration";
  return BASELINE_FILE.test(path) ? "baseline" : "script";
}

/** Paths of SQL files in the order in which a fresh database would see them; ignored ones are left out. */
export function orderSqlFiles(paths: readonly string[]): { path: string; role: SqlRole }[] {
  const rank: Record<SqlRole, number> = { baseline: 0, script: 1, migration: 2, ignored: 3 };
  const files = paths.map(path => ({ path, role: sqlRole(path) })).filter(file => file.role !== "ignored");
  const migrations = files.some(file => file.role === "migration");
  const sorted = files.sort((a, b) => rank[a.role] - rank[b.role] || compareMigrationPaths(a.path, b.path));
  // Without a migrations folder, scripts are all the history there is.
  return migrations ? sorted : sorted.map(file => (file.role === "script" ? { ...file, role: "migration" } : file));
}

/** Folder first, then the number or timestamp the name starts with, then the name; names without a number come last. */
export function compareMigrationPaths(a: string, b: string): number {
  const [folderA, nameA] = migrationName(a);
  const [folderB, nameB] = migrationName(b);
  if (folderA !== folderB) return folderA < folderB ? -1 : 1;
  const numberA = leadingNumber(nameA);
  const numberB = leadingNumber(nameB);
  if (numberA !== numberB) return numberA - numberB;
  return nameA < nameB ? -1 : nameA > nameB ? 1 : 0;
}

/** Folder of the whole migration set, and the rest: Prisma keeps one folder per migration. */
function migrationName(path: string): [string, string] {
  const parts = path.split("/");
  const own = /^migration\.sql$/i.test(parts.at(-1) ?? "") ? 2 : 1;
  return [parts.slice(0, -own).join("/"), parts.slice(-own).join("/")];
}

/** Flyway's `V12__x.sql` counts from the V. */
function leadingNumber(name: string): number {
  const digits = /^[vV]?(\d+)/.exec(name)?.[1];
  return digits === undefined ? Number.POSITIVE_INFINITY : Number(digits.slice(0, 15));
}
