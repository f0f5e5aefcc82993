import type { LanguageId } from "../ir/nodes.ts";

const MANIFEST =
  /(?:^|\/)(?:package\.json|package-lock\.json|pnpm-lock\.yaml|yarn\.lock|pyproject\.toml|poetry\.lock|uv\.lock|Pipfile(?:\.lock)?|requirements[^/]*\.(?:txt|in)|requirements\/[^/]+\.(?:txt|in)|[tj]sconfig[^/]*\.json|wrangler\.(?:toml|jsonc?)|vercel\.json|Procfile|(?:docker-)?compose[^/]*\.ya?ml)$/u;

/** The language of a file by its name; undefined for files that say nothing to the program. */
export function languageOf(path: string): LanguageId | undefined {
  if (/\.[mc]?tsx?$|\.[mc]?jsx?$/u.test(path)) return "typescript";
  if (path.endsWith(".py")) return "python";
  if (path.endsWith(".sql") || path.endsWith(".prisma")) return "sql";
  return MANIFEST.test(path) ? "config" : undefined;
}
