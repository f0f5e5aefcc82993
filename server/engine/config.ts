/**
 * Which configuration is in force for a file: that of the nearest folder, up to the repository's root, with what it extends.
 * While a file is broken its last good state stays in force.
 */
import * as l10n from "@vscode/l10n";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { existsSync } from "#machine/disk.ts";
import type { ProjectSettings } from "../../rules/project/project.ts";
import { parseConfig } from "./config-file.ts";
import type { ConfigValues, Preset, RuleSetting } from "./config-file.ts";
import type { ConfigurableRule } from "./config-schema.ts";
import { readSettings } from "./read-source.ts";
import type { ConfigProblem } from "./scan-result.ts";
import { CONFIG_NAMES } from "./source-names.ts";
import type { Witness } from "./witness.ts";
import { byCode } from "./workspace-files.ts";
import type { FolderPatterns } from "./workspace-files.ts";

export interface ConfigOptions {
  /** Absolute. */
  root: string;
  rules: readonly ConfigurableRule[];
  /** Absolute path of the one file to use instead of the nearest. */
  configPath?: string;
  /** Text that an editor holds for an absolute path; undefined to read the disk. */
  overlay?: (absolutePath: string) => string | undefined;
  witness?: Witness | undefined;
}

/** What is in force for a file, with everything that is extended merged in. */
export interface FileConfig {
  /** Files it comes from, nearest first, relative to the root. Empty without configuration. */
  files: string[];
  preset?: Preset;
  rules: ReadonlyMap<string, RuleSetting>;
  include?: string[];
  exclude?: string[];
  tenancy: ConfigValues["tenancy"];
  limits: ConfigValues["limits"];
}

const NOTHING: FileConfig = { files: [], rules: new Map(), tenancy: {}, limits: {} };

/** Nobody follows a longer chain of `extends`. */
const MAX_TRAIL = 50;

export class ConfigFiles {
  readonly #options: ConfigOptions;
  /** Values by absolute path; kept over {@link reload} for files that are broken then. */
  readonly #lastGood = new Map<string, ConfigValues>();
  #byFolder = new Map<string, FileConfig>();
  #problems = new Map<string, ConfigProblem[]>();
  #fileOfFolder = new Map<string, string | undefined>();
  /** What each file comes to, so that one that many extend is read once. */
  #loaded = new Map<string, FileConfig>();

  constructor(options: ConfigOptions) {
    this.#options = options;
  }

  /** Forgets what was read, so that the next question reads again. */
  reload(): void {
    this.#byFolder = new Map();
    this.#problems = new Map();
    this.#fileOfFolder = new Map();
    this.#loaded = new Map();
  }

  /** `path` is relative to the root. */
  configFor(path: string): FileConfig {
    if (this.#options.configPath !== undefined)
      return this.#inFolder(dirname(this.#options.configPath), this.#options.configPath);
    return this.#nearest(dirname(resolve(this.#options.root, path)));
  }

  /** Reads the configuration of an absolute folder, if it has one. */
  patternsOf(folder: string): FolderPatterns | undefined {
    const { configPath, root } = this.#options;
    const file = configPath === undefined ? this.#fileIn(folder) : folder === root ? configPath : undefined;
    if (file === undefined) return undefined;
    const { include, exclude } = this.#inFolder(folder, file);
    return { file: relative(folder, file), include, exclude };
  }

  /** Faults of all files read so far, by path and place. */
  problems(): ConfigProblem[] {
    const all = [...this.#problems.values()].flat();
    return all.sort((a, b) => byCode(a.path, b.path) || a.start - b.start || byCode(a.code, b.code));
  }

  /** The union of what all files read so far say of the project as a whole. */
  settings(): ProjectSettings {
    this.configFor("package.json");
    const configs = [...new Set(this.#byFolder.values())];
    const union = (pick: (config: FileConfig) => string[] | undefined) => {
      const words = configs.flatMap(config => pick(config) ?? []);
      return words.length > 0 ? [...new Set(words)].sort(byCode) : undefined;
    };
    return {
      tenantColumns: union(config => config.tenancy.columns),
      globalTables: union(config => config.tenancy.globalTables),
      adminClients: union(config => config.tenancy.adminClients),
      limiterNames: union(config => config.limits.limiterNames),
    };
  }

  #nearest(folder: string): FileConfig {
    const known = this.#byFolder.get(folder);
    if (known) return known;
    const file = this.#fileIn(folder);
    const parent = dirname(folder);
    const isTop = parent === folder || (existsSync(join(folder, ".git")) && this.#isAtOrAboveRoot(folder));
    const config = file
      ? this.#inFolder(folder, file)
      : isTop || !this.#mayLookAbove(folder)
        ? NOTHING
        : this.#nearest(parent);
    this.#byFolder.set(folder, config);
    return config;
  }

  #isAtOrAboveRoot(folder: string): boolean {
    return !relative(folder, this.#options.root).startsWith("..");
  }

  /** Above the root only inside the same repository: another project's file must not take hold. */
  #mayLookAbove(folder: string): boolean {
    if (!this.#isAtOrAboveRoot(folder)) return true;
    for (let at = folder; ; at = dirname(at)) {
      if (existsSync(join(at, ".git"))) return true;
      if (dirname(at) === at) return false;
    }
  }

  #fileIn(folder: string): string | undefined {
    if (this.#fileOfFolder.has(folder)) return this.#fileOfFolder.get(folder);
    const file = CONFIG_NAMES.map(name => join(folder, name)).find(path => {
      this.#options.witness?.saw(path);
      return this.#options.overlay?.(path) !== undefined || existsSync(path);
    });
    this.#fileOfFolder.set(folder, file);
    return file;
  }

  #inFolder(folder: string, file: string): FileConfig {
    const known = this.#byFolder.get(folder);
    if (known) return known;
    const config = this.#load(file, []);
    this.#byFolder.set(folder, config);
    return config;
  }

  /** `trail` holds the files that extend this one, outermost first. */
  #load(file: string, trail: string[]): FileConfig {
    const config = this.#loaded.get(file) ?? this.#loadAnew(file, trail);
    this.#loaded.set(file, config);
    return config;
  }

  #loadAnew(file: string, trail: string[]): FileConfig {
    const path = relative(this.#options.root, file).replaceAll(sep, "/");
    const text = this.#read(file, path);
    if (text === undefined) return { ...NOTHING, files: [path] };
    const parsed = parseConfig(text, this.#options.rules);
    const problems: ConfigProblem[] = parsed.problems.map(problem => ({ ...problem, path }));
    if (parsed.values) this.#lastGood.set(file, parsed.values);
    const values = parsed.values ?? this.#lastGood.get(file);
    const parents = (values?.extends ?? []).flatMap((target, index) => {
      const parent = resolve(dirname(file), target);
      this.#options.witness?.saw(parent);
      const fault = extendsFault(target, parent, [...trail, file]);
      const place = parsed.extendsPlaces[index];
      if (fault && place) problems.push({ ...place, path, level: "error", fixes: [], ...fault });
      return fault ? [] : [this.#load(parent, [...trail, file])];
    });
    this.#problems.set(path, problems);
    return values ? merge(path, values, parents) : { ...NOTHING, files: [path] };
  }

  #read(file: string, path: string): string | undefined {
    const overlay = this.#options.overlay?.(file);
    if (overlay !== undefined) return overlay;
    this.#options.witness?.saw(file);
    const source = readSettings(file);
    if (source.ok) return source.text;
    const start = { start: 0, end: 0, line: 1, column: 1, endLine: 1, endColumn: 1 };
    const message = l10n.t("This file cannot be read: {0}.", source.because);
    this.#problems.set(path, [{ ...start, path, code: "unreadable", level: "error", message, fixes: [] }]);
    return undefined;
  }
}

function extendsFault(
  target: string,
  parent: string,
  trail: string[],
): Pick<ConfigProblem, "code" | "message"> | undefined {
  if (isAbsolute(target) || !/\.jsonc?$/u.test(target)) {
    return { code: "extends-missing", message: l10n.t("`{0}` is not a relative path of a JSON file.", target) };
  }
  if (trail.includes(parent))
    return { code: "extends-cycle", message: l10n.t("`{0}` extends this file, so neither can be read first.", target) };
  if (trail.length > MAX_TRAIL)
    return {
      code: "extends-cycle",
      message: l10n.t("`{0}` is not read: {1} files extend one another already.", target, MAX_TRAIL),
    };
  if (!existsSync(parent)) return { code: "extends-missing", message: l10n.t("There is no file `{0}`.", target) };
  return undefined;
}

function merge(path: string, own: ConfigValues, parents: FileConfig[]): FileConfig {
  const inherited = parents.reduce(
    (before, next) => ({
      files: [...new Set([...next.files, ...before.files])],
      preset: next.preset ?? before.preset,
      rules: new Map([...before.rules, ...next.rules]),
      include: next.include ?? before.include,
      exclude: next.exclude ?? before.exclude,
      tenancy: { ...before.tenancy, ...next.tenancy },
      limits: { ...before.limits, ...next.limits },
    }),
    NOTHING,
  );
  return {
    files: [path, ...inherited.files],
    preset: own.preset ?? inherited.preset,
    rules: new Map([...inherited.rules, ...own.rules]),
    include: own.include ?? inherited.include,
    exclude: own.exclude ?? inherited.exclude,
    tenancy: { ...inherited.tenancy, ...own.tenancy },
    limits: { ...inherited.limits, ...own.limits },
  };
}
