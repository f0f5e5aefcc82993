/**
 * Where a value comes from, as a path of steps from an import, a top-level name or a parameter: the name by which library
 * tables and other files know it. `createClient(url, key).from("calls")` with `createClient` imported from
 * "@supabase/supabase-js" is `@supabase/supabase-js` + [".createClient", "()", ".from", "()"].
 *
 * Plain data: it lives in summaries and crosses threads. Awaiting is transparent; `new X()` is `X()`.
 */
export interface AccessPath {
  /** "import": `module` is the specifier as written. "local": a top-level name of this file, the first step. "parameter": of function `owner`, the first step is the parameter's name. "this": member of the class `owner`. */
  root: "import" | "local" | "parameter" | "this";
  module?: string;
  /** Function id of a parameter; class name of `this`/`self`. */
  owner?: string;
  /** ".name" is a member or an imported name (".default" for a default import, none for a namespace), "()" a call, "[]" an element. */
  steps: string[];
}

/**
 * The name library tables use: module and member names joined with dots, calls as `()`.
 * `celery.Celery().task`, `@upstash/ratelimit.Ratelimit().limit`, `p-retry.default`. Only for imports; undefined for the rest.
 */
export function libraryName(path: AccessPath | undefined): string | undefined {
  if (path?.root !== "import") return undefined;
  return path.module + path.steps.join("");
}

/** A stable text for comparing and showing any path. */
export function pathText(path: AccessPath): string {
  const steps = path.steps.length === 1 ? path.steps[0]! : path.steps.join("");
  if (path.root === "local") return steps.startsWith(".") ? steps.slice(1) : steps;
  return path.root === "import" ? `${path.module}#${steps}` : `${path.root}:${path.owner ?? ""}#${steps}`;
}

export function extend(path: AccessPath | undefined, ...steps: string[]): AccessPath | undefined {
  return path && { ...path, steps: path.steps.concat(steps) };
}
