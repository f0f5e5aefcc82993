/** What a path or a function's name tells about how it is reached. */
import type { FileSummary, FunctionRecord } from "../../project/summary.ts";

const FOREIGN_PATH =
  /(?:^|\/)(?:node_modules|vendor|vendored|third_party|dist|build|\.next|coverage|static|public|assets|examples?|docs?|templates?)\/|\.min\.[cm]?js$|\.d\.ts$/iu;

/** Exports that a framework calls by their names. */
const ENTRY_NAMES = new Set([
  "GET",
  "POST",
  "PUT",
  "PATCH",
  "DELETE",
  "HEAD",
  "OPTIONS",
  "default",
  "handler",
  "handle",
  "middleware",
  "proxy",
  "loader",
  "action",
  "main",
  "fetch",
  "scheduled",
  "queue",
  "register",
  "generateMetadata",
  "getServerSideProps",
  "getStaticProps",
  "lambda_handler",
]);
const ENTRY_FILES =
  /(?:^|\/)(?:route|page|layout|middleware|proxy|instrumentation|\+server|\+page\.server|hooks\.server|server|worker|main|index)\.[cm]?[jt]sx?$|(?:^|\/)(?:pages\/api|server\/(?:api|middleware|plugins|routes)|functions|api)\/[^.]*\.[cm]?[jt]sx?$/u;

/** Copied, generated, published or illustrating code: what it defines is for others. */
export function isForeignPath(path: string): boolean {
  return FOREIGN_PATH.test(path);
}

/** A function that a framework finds by its name or its file. */
export function isFrameworkEntry(fn: FunctionRecord, file: FileSummary): boolean {
  if (!fn.exported) return fn.name === "main";
  if (ENTRY_NAMES.has(fn.id)) return true;
  return file.language === "typescript" && isDefaultExport(fn, file) && ENTRY_FILES.test(file.path);
}

export function isEntryFile(file: FileSummary): boolean {
  return ENTRY_FILES.test(file.path);
}

export function lastSegment(text: string): string {
  return text.split(/[./:#]/u).at(-1) ?? "";
}

/** Whether a module specifier that was not resolved may mean a file: its last part is the file's name, or its folder's for an index. */
export function meansFile(module: string, path: string): boolean {
  const parts = path.replace(/\.[cm]?[jt]sx?$|\.pyi?$/u, "").split("/");
  const stem = ["index", "__init__"].includes(parts.at(-1)!) ? parts.at(-2) : parts.at(-1);
  const wanted = module
    .replace(/\.[cm]?[jt]sx?$/u, "")
    .split(/[./]/u)
    .filter(part => part !== "");
  return wanted.at(-1) === stem || (wanted.at(-1) === "index" && wanted.at(-2) === stem);
}

/** Whether a specifier that was not resolved may reach a file, itself or through a barrel above it. */
export function mayLeadTo(module: string, path: string): boolean {
  const last = module.split(/[./]/u).findLast(part => part !== "");
  return (
    meansFile(module, path) ||
    path
      .split("/")
      .slice(0, -1)
      .includes(last ?? "")
  );
}

function isDefaultExport(fn: FunctionRecord, file: FileSummary): boolean {
  return file.exports.some(record => record.exported === "default" && record.local === fn.id);
}
