/** Paths of requests as text. */
import type { Expression } from "../../ir/nodes.ts";
import type { FileModel } from "../../semantics/file-model.ts";

/** A text that is known, or whose beginning is: `${prefix}/users` counts as "{}/users". */
export function textOf(expression: Expression, model: FileModel): string | undefined {
  const value = model.valueOf(expression);
  if (value.kind === "literal" && value.flavour === undefined && typeof value.value === "string") return value.value;
  if (value.kind === "template") return value.parts.join("{}");
  if (value.kind === "list") return value.items[0] && textOf(value.items[0], model);
  return undefined;
}

/** `/api` and `users/` as `/api/users`. */
export function joinPaths(...parts: readonly (string | undefined)[]): string {
  const joined = parts
    .filter(part => part !== undefined && part !== "" && part !== "/")
    .map(part => part!.replace(/^\/+|(?<!\/)\/+$/gu, ""))
    .filter(part => part !== "")
    .join("/");
  return `/${joined}`;
}

/** Whether middleware with a path runs for a route: `/api/*` for `/api/users`. */
export function covers(prefix: string | undefined, path: string | undefined): boolean {
  if (prefix === undefined || path === undefined) return true;
  const plain = prefix.split(/\/?(?:\*|\(\.\*\)|:path\*)/u)[0]!.replace(/(?<!\/)\/+$/u, "");
  const whole = joinPaths(path);
  return plain === "" || whole === joinPaths(plain) || whole.startsWith(`${joinPaths(plain)}/`);
}

/** `src/app/(site)/api/users/[id]/route.ts` → `/api/users/[id]`. */
export function nextPath(file: string): string | undefined {
  const app = /(?:^|\/)app\/(?:(.*)\/)?route\.[cm]?[jt]sx?$/u.exec(file);
  const pages = /(?:^|\/)pages\/(api\/.*)\.[jt]sx?$/u.exec(file);
  const inner = app ? (app[1] ?? "") : pages?.[1];
  if (inner === undefined) return undefined;
  const parts = inner.split("/").filter(part => part !== "index" && !/^\(.*\)$|^@/u.test(part));
  return joinPaths(...parts);
}
