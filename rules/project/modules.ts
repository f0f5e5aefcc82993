/** Which file a module specifier means: relative and package imports, tsconfig `paths`, workspace packages, Python packages. */
import type { FileSummary } from "./summary.ts";

const SCRIPT_ENDINGS = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".d.ts"];
/** A folder of requirements speaks for the project that it lies in. */
const REQUIREMENTS = /(?:^|\/)requirements\/[^/]+$/u;
/** Folders that `@/x` and `~/x` mean when no tsconfig says. */
const ROOT_ALIASES = ["@/", "~/"];

export class Modules {
  readonly #files: ReadonlyMap<string, FileSummary>;
  readonly #manifests = new Map<string, FileSummary[]>();
  readonly #packages = new Map<string, { folder: string; entryPoints: Record<string, string> }>();
  readonly #folders = new Set<string>();
  /** By the file that names a module; files of one folder share what is known. */
  readonly #known = new Map<FileSummary, Map<string, string | undefined>>();
  readonly #knownIn = new Map<string, Map<string, string | undefined>>();

  constructor(files: ReadonlyMap<string, FileSummary>) {
    this.#files = files;
    for (const file of files.values()) {
      const folder = folderOf(file.path);
      for (let at = folder; !this.#folders.has(at); at = folderOf(at)) this.#folders.add(at);
      if (!file.manifest) continue;
      for (const spoken of REQUIREMENTS.test(file.path) ? [folder, folderOf(folder)] : [folder])
        this.#manifests.set(spoken, [...(this.#manifests.get(spoken) ?? []), file]);
      if (file.manifest.packageName !== undefined)
        this.#packages.set(file.manifest.packageName, { folder, entryPoints: file.manifest.entryPoints ?? {} });
    }
  }

  /** Path of the file that `specifier` means in `from`; undefined for libraries. */
  resolve(specifier: string, from: FileSummary): string | undefined {
    const known = this.#knownOf(from);
    const path = known.get(specifier);
    if (path !== undefined || known.has(specifier)) return path;
    const found = from.language === "python" ? this.#python(specifier, from.path) : this.#script(specifier, from.path);
    known.set(specifier, found);
    return found;
  }

  #knownOf(from: FileSummary): Map<string, string | undefined> {
    let known = this.#known.get(from);
    if (known) return known;
    const place = `${from.language} ${folderOf(from.path)}`;
    known = this.#knownIn.get(place) ?? new Map();
    this.#knownIn.set(place, known);
    this.#known.set(from, known);
    return known;
  }

  /** Manifests that speak for a folder, nearest first. */
  *manifestsAbove(path: string): Iterable<FileSummary> {
    for (let folder = folderOf(path); ; folder = folderOf(folder)) {
      yield* this.#manifests.get(folder) ?? [];
      if (folder === "") return;
    }
  }

  #script(specifier: string, from: string): string | undefined {
    if (specifier.startsWith(".")) return this.#scriptAt(join(folderOf(from), specifier));
    return this.#mapped(specifier, from) ?? this.#workspacePackage(specifier) ?? this.#rootAlias(specifier, from);
  }

  #mapped(specifier: string, from: string): string | undefined {
    for (const file of this.manifestsAbove(from)) {
      const { paths, baseUrl } = file.manifest!;
      const base = join(folderOf(file.path), baseUrl ?? ".");
      for (const [pattern, targets] of Object.entries(paths ?? {})) {
        const [before = "", after] = pattern.split("*");
        const matches =
          after === undefined ? specifier === pattern : specifier.startsWith(before) && specifier.endsWith(after);
        if (!matches) continue;
        const star = after === undefined ? "" : specifier.slice(before.length, specifier.length - after.length);
        for (const target of targets) {
          const found = this.#scriptAt(join(base, target.replace("*", star)));
          if (found) return found;
        }
      }
      if (baseUrl !== undefined) {
        const found = this.#scriptAt(join(base, specifier));
        if (found) return found;
      }
    }
    return undefined;
  }

  #workspacePackage(specifier: string): string | undefined {
    const parts = specifier.split("/");
    const name = parts.slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
    const found = this.#packages.get(name);
    if (!found) return undefined;
    const rest = parts.slice(specifier.startsWith("@") ? 2 : 1).join("/");
    const entry = found.entryPoints[rest === "" ? "." : `./${rest}`];
    const candidates = [
      ...(entry === undefined ? [] : [entry]),
      ...(rest === "" ? ["src/index", "index", "src"] : [rest, `src/${rest}`]),
    ];
    for (const candidate of candidates) {
      const path = this.#scriptAt(join(found.folder, candidate));
      if (path) return path;
    }
    return undefined;
  }

  #rootAlias(specifier: string, from: string): string | undefined {
    const alias = ROOT_ALIASES.find(one => specifier.startsWith(one));
    if (alias === undefined) return undefined;
    const rest = specifier.slice(alias.length);
    for (let folder = folderOf(from); ; folder = folderOf(folder)) {
      const found = this.#scriptAt(join(folder, rest)) ?? this.#scriptAt(join(folder, "src", rest));
      if (found || folder === "") return found;
    }
  }

  #scriptAt(path: string): string | undefined {
    if (this.#files.get(path)?.language === "typescript") return path;
    const stem = path.replace(/\.(?:m|c)?jsx?$/u, "");
    for (const base of stem === path ? [path] : [stem, path])
      for (const ending of SCRIPT_ENDINGS) if (this.#files.has(base + ending)) return base + ending;
    for (const ending of SCRIPT_ENDINGS) {
      const index = join(path, `index${ending}`);
      if (this.#files.has(index)) return index;
    }
    return undefined;
  }

  #python(specifier: string, from: string): string | undefined {
    const dots = /^\.*/u.exec(specifier)![0].length;
    const names = specifier.slice(dots).split(".").filter(Boolean);
    if (dots > 0) {
      let folder = folderOf(from);
      for (let i = 1; i < dots; i++) folder = folderOf(folder);
      return this.#pythonAt(folder, names);
    }
    const isRequired = this.#isRequired(names[0]!, from);
    for (let folder = folderOf(from); ; folder = folderOf(folder)) {
      // A package's own folder is not on Python's path; nor is a folder whose `celery.py` would hide the library.
      const found =
        this.#files.has(join(folder, "__init__.py")) || (isRequired && folder !== "")
          ? undefined
          : (this.#pythonAt(folder, names) ?? this.#pythonAt(join(folder, "src"), names));
      if (found || folder === "") return found;
    }
  }

  #isRequired(name: string, from: string): boolean {
    for (const { manifest } of this.manifestsAbove(from)) if (manifest!.dependencies[name] !== undefined) return true;
    return false;
  }

  #pythonAt(folder: string, names: string[]): string | undefined {
    const path = join(folder, names.join("/"));
    for (const candidate of [`${path}.py`, join(path, "__init__.py")]) if (this.#files.has(candidate)) return candidate;
    return undefined;
  }
}

export function folderOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "" : path.slice(0, slash);
}

export function join(...parts: string[]): string {
  const names: string[] = [];
  for (const name of parts.join("/").split("/")) {
    if (name === "" || name === ".") continue;
    if (name === "..") names.pop();
    else names.push(name);
  }
  return names.join("/");
}
