/** What takes part by its name alone, so that most of a disk is never opened. */
import { isDeploymentName } from "../../rules/languages/language-of.ts";

/** Folders that hold what others wrote or what a build made. */
const SKIPPED_FOLDERS = new Set([
  "node_modules",
  "bower_components",
  "jspm_packages",
  ".git",
  ".hg",
  ".svn",
  "dist",
  "build",
  "out",
  ".next",
  ".nuxt",
  ".output",
  ".svelte-kit",
  ".turbo",
  ".vercel",
  ".netlify",
  ".cache",
  ".parcel-cache",
  ".yarn",
  ".pnpm-store",
  "coverage",
  ".nyc_output",
  "venv",
  ".venv",
  "virtualenv",
  "__pycache__",
  "site-packages",
  ".tox",
  ".nox",
  ".mypy_cache",
  ".pytest_cache",
  ".ruff_cache",
  ".eggs",
  "vendor",
  ".terraform",
  ".serverless",
  ".aws-sam",
  ".wrangler",
  ".idea",
  ".vscode-test",
  "target",
]);

const SOURCE = /\.(?:[mc]?[tj]sx?|py|sql|prisma)$/u;
const MINIFIED = /[.-]min\.[mc]?js$|\.(?:bundle|chunk)\.js$/u;
const DECLARATION = /\.d\.[mc]?ts$/u;
/** Generated Supabase types are facts about the schema even when they are a declaration file. */
const DATABASE_TYPES = /(?:database|supabase)[\w.-]*\.d\.ts$/iu;

const MANIFESTS = new Set([
  "package.json",
  "package-lock.json",
  "pnpm-lock.yaml",
  "pnpm-workspace.yaml",
  "yarn.lock",
  "bun.lock",
  "poetry.lock",
  "uv.lock",
  "pdm.lock",
  "pyproject.toml",
  "Pipfile",
  "Pipfile.lock",
  "jsconfig.json",
  "wrangler.toml",
  "wrangler.json",
  "wrangler.jsonc",
  "vercel.json",
  "Procfile",
]);
const MANIFEST =
  /^(?:requirements[\w.-]*\.(?:txt|in)|tsconfig(?:\.[\w.-]+)?\.json|(?:docker-)?compose[\w.-]*\.ya?ml)$/u;
const REQUIREMENTS_FOLDER = /(?:^|\/)requirements\/[\w.-]+\.(?:txt|in)$/u;

export const CONFIG_NAMES: readonly string[] = ["faultline.json", "faultline.jsonc", ".faultline.json"];

export function isSkippedFolder(name: string): boolean {
  return SKIPPED_FOLDERS.has(name);
}

/** Whether a file of this name can take part. `path` uses `/`. */
export function isSourceName(path: string): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (SOURCE.test(name)) {
    return !MINIFIED.test(name) && (!DECLARATION.test(name) || DATABASE_TYPES.test(name));
  }
  return isManifestName(path);
}

/** Configuration of packages, compilers and deployments; few findings are in these. */
export function isManifestName(path: string): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return MANIFESTS.has(name) || MANIFEST.test(name) || REQUIREMENTS_FOLDER.test(path) || isDeploymentName(path);
}

export function isConfigName(path: string): boolean {
  return CONFIG_NAMES.includes(path.slice(path.lastIndexOf("/") + 1));
}

export function isIgnoreFileName(path: string): boolean {
  return /(?:^|\/)\.(?:gitignore|faultlineignore)$/u.test(path);
}
