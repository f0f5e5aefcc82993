/**
 * Who uses a limiter, over the whole project, and whether that use can refuse anything. What cannot be told counts as a use:
 * an unresolved import of the same name, a text that names it, a framework that finds it by itself.
 */
import type { Place } from "../../finding.ts";
import type { Span } from "../../ir/nodes.ts";
import type { MemoTable } from "../../project/memo.ts";
import type { Project, ReferenceSite } from "../../project/project.ts";
import type { FileSummary, ManifestRecord } from "../../project/summary.ts";
import { sameData } from "../../project/same-data.ts";
import { isDisplayName, mentionsLimiter } from "./names.ts";
import { isFrameworkEntry, mayLeadTo, meansFile } from "./places.ts";
import { isTestPath } from "../../project/test-code.ts";
import type { LimiterRecord, WiringRecord } from "./record.ts";
import { type ImportSite, type UnresolvedCall, UseIndex } from "./use-index.ts";

export interface LimiterUse {
  /**
   * enforcement: may refuse something, as far as can be told. unreachable: inside a function or class that itself nobody
   * uses. held: given to a variable or an object that nobody uses.
   */
  kind: "enforcement" | "display" | "setting" | "test" | "annotation" | "unreachable" | "held";
  file: string;
  place: Place;
  /** The function around it, as named; "" at top level. */
  within: string;
  /** The member that is read of it, if any. */
  member?: string;
}

const MAX_DEPTH = 8;
const SERVERS = /^(?:fastapi|flask|django|starlette|aiohttp|sanic|celery|uvicorn|gunicorn|litestar|tornado|quart)\b/iu;

export class Usage {
  readonly #project: Project;
  readonly #index: UseIndex;
  readonly #uses: MemoTable<FileSummary, MemoTable<string, LimiterUse[]>>;

  constructor(project: Project) {
    this.#project = project;
    this.#index = new UseIndex(project);
    this.#uses = project.memoTable(file =>
      project.memoTable<string, LimiterUse[]>(name => this.#find(file, name, []), { equal: sameData }),
    );
  }

  limitersOf(file: FileSummary): readonly LimiterRecord[] {
    return this.#index.limiters.get(file.path) ?? [];
  }

  wiringOf(file: FileSummary): readonly WiringRecord[] {
    return this.#index.wiring.get(file.path) ?? [];
  }

  /** Whether code outside tests uses a name of a framework's throttling. */
  speaksOf(word: string): boolean {
    return this.#index.words.has(word);
  }

  /** Whether code outside tests refers to one of these library names. */
  refersTo(libraryNames: readonly string[]): boolean {
    return libraryNames.some(name => this.#index.middleware.has(name));
  }

  /** Whether code outside tests reads a member or key of this name. */
  reads(name: string): boolean {
    return this.#index.reads.has(name);
  }

  mentions(word: string): boolean {
    return this.#index.mentions.has(word);
  }

  /** Calls outside tests whose target is not known, by the last name of the callee. */
  unresolvedCalls(name: string): readonly UnresolvedCall[] {
    return this.#index.unresolved.get(name) ?? [];
  }

  /** Whether anything that may run uses a top-level name. */
  isLive(file: FileSummary, name: string): boolean {
    return this.#isLive(file, name, []);
  }

  usesOf(file: FileSummary, name: string, inert: readonly string[] = []): LimiterUse[] {
    return this.#usesOf(file, name, []).map(use =>
      use.kind === "enforcement" && use.member !== undefined && inert.includes(use.member)
        ? { ...use, kind: "setting" }
        : use,
    );
  }

  /** Inside a function or class that is a limiter itself: when that one is unused, it is the finding. */
  isInLimiter(use: LimiterUse): boolean {
    const outer = use.within.split(".")[0];
    return (this.#index.limiters.get(use.file) ?? []).some(
      one => (one.form === "function" || one.form === "class") && one.name === outer,
    );
  }

  /** A use that no reference shows and that cannot be ruled out. */
  mayBeUsedUnseen(file: FileSummary, name: string): boolean {
    if (this.#index.mentions.has(name)) return true;
    // Given on by an entry and read as a member of what a bundler made of it: `build.entry.module.limiter`.
    if (this.#index.givenOn.has(name) && this.#index.reads.has(name)) return true;
    const names = isDefault(file, name) ? [name, "default"] : [name];
    const imports = names.flatMap(one => this.#index.imported.get(one) ?? []);
    if (imports.some(one => one.file !== file && this.#isUncertain(one, file, name))) return true;
    if (this.unresolvedCalls(name).some(one => one.file !== file && one.call.text === name && !one.call.path))
      return true;
    const whole = [...this.#index.dynamic, ...this.#index.stars];
    return whole.some(one => isOther(one.module, one.file)) || this.#isPublished(file, name);

    function isOther(module: string, from: FileSummary): boolean {
      return from !== file && meansFile(module, file.path);
    }
  }

  /** An import of the name that leads nowhere, or only to the module: in Python a class and its module may share a name. */
  #isUncertain(site: ImportSite, file: FileSummary, name: string): boolean {
    if (!this.#project.moduleOf(site.module, site.file)) return mayLeadTo(site.module, file.path);
    const found = this.#project.resolve({ root: "import", module: site.module, steps: [`.${name}`] }, site.file);
    return found.kind === "unknown" || (found.kind === "module" && found.file === file);
  }

  #isLive(file: FileSummary, name: string, seen: readonly string[]): boolean {
    const key = `${file.path}\0${name}`;
    if (seen.includes(key) || seen.length > MAX_DEPTH) return false;
    if (this.mayBeUsedUnseen(file, name)) return true;
    return this.#usesOf(file, name, [...seen, key]).some(use => use.kind === "enforcement");
  }

  #usesOf(file: FileSummary, name: string, seen: readonly string[]): LimiterUse[] {
    // Further down it depends on the way.
    return seen.length <= 1 ? this.#uses.get(file).get(name) : this.#find(file, name, seen);
  }

  #find(file: FileSummary, name: string, seen: readonly string[]): LimiterUse[] {
    const key = `${file.path}\0${name}`;
    const sites = [
      ...this.#project.referencesTo(file, name),
      ...this.#defaultReferences(file, name),
      ...this.#valueReferences(file, name),
    ];
    const path = seen.includes(key) ? seen : [...seen, key];
    return sites.flatMap(site => this.#use(site, file, name, path) ?? []);
  }

  /** `export default limiter` is imported under any name. */
  #defaultReferences(file: FileSummary, name: string): ReferenceSite[] {
    return isDefault(file, name) ? this.#project.referencesTo(file, "default") : [];
  }

  /** `exports.limiter = …` has no name in its own file. */
  #valueReferences(file: FileSummary, name: string): ReferenceSite[] {
    const isValue = file.exports.some(
      record => record.exported === name && record.local === undefined && record.module === undefined,
    );
    return isValue
      ? (this.#index.references.get(name) ?? []).filter(
          site => this.#project.moduleOf(site.reference.path.module!, site.file) === file,
        )
      : [];
  }

  #use(site: ReferenceSite, file: FileSummary, name: string, seen: readonly string[]): LimiterUse | undefined {
    const { reference } = site;
    if (
      reference.use === "export" ||
      (site.file === file && this.#isOwn(file, name, reference.place, reference.within))
    )
      return undefined;
    const members = reference.path.steps.slice(reference.path.steps.lastIndexOf(`.${name}`) + 1);
    const member = members[0]?.startsWith(".") ? members[0].slice(1) : undefined;
    const kind = this.#kind(site, seen);
    return {
      kind,
      file: site.file.path,
      place: reference.place,
      within: reference.within,
      ...(member === undefined ? {} : { member }),
    };
  }

  #kind(site: ReferenceSite, seen: readonly string[]): LimiterUse["kind"] {
    const { file, reference } = site;
    if (isTestPath(file.path)) return "test";
    if (reference.use === "annotation") return "annotation";
    const wiring = this.wiringOf(file);
    if (wiring.some(one => one.what === "state" && covers(one.place, reference.place))) return "setting";
    const bundle = wiring.find(one => one.what === "bundle" && covers(one.place, reference.place));
    if (bundle?.what === "bundle") {
      if (bundle.name === "=") return "setting";
      const isUsed =
        this.#isLive(file, bundle.name, seen) || (isDefault(file, bundle.name) && this.#isLive(file, "default", seen));
      return isUsed ? "enforcement" : "held";
    }
    const holder = this.limitersOf(file).find(one => one.form === "instance" && covers(one.value, reference.place));
    if (holder && `.${holder.name}` !== reference.path.steps[0])
      return this.#isLive(file, holder.name, seen) ? "enforcement" : "held";
    if (isDisplayName(reference.within.split(".").at(-1)!) && reference.within !== "") return "display";
    return this.#isDead(file, reference.within, seen) ? "unreachable" : "enforcement";
  }

  /** Inside a function that belongs to the limiter itself or that nobody calls. Only such functions are followed as speak of limits. */
  #isDead(file: FileSummary, within: string, seen: readonly string[]): boolean {
    if (within === "" || within.includes("@")) return false;
    const outer = within.split(".")[0]!;
    const fn = file.functions.find(one => one.id === outer);
    if (fn) {
      if (fn.decorators.length > 0 || fn.passedTo.length > 0 || isFrameworkEntry(fn, file)) return false;
      const followed = mentionsLimiter(outer) || mentionsLimiter(file.path);
      return followed && !this.#isLive(file, outer, seen);
    }
    const owner = this.limitersOf(file).find(one => one.form === "class" && one.name === outer);
    return owner !== undefined && !this.#isLive(file, outer, seen);
  }

  #isOwn(file: FileSummary, name: string, place: Place, within: string): boolean {
    if (within === name || within.startsWith(`${name}.`)) return true;
    return this.limitersOf(file).some(one => one.form === "class" && one.name === name && covers(one.value, place));
  }

  /** Reachable through a package's entry point: its users are not in this project. */
  #isPublished(file: FileSummary, name: string): boolean {
    const manifest = this.#project.manifestsFor(file).find(one => one.manifest?.packageName !== undefined)?.manifest;
    if (!manifest || manifest.private) return false;
    const modules = file.language === "python" ? pythonPackages(manifest) : entryModules(manifest);
    return modules.some(module => {
      const found = this.#project.resolve({ root: "import", module, steps: [`.${name}`] }, file);
      return (found.kind === "function" || found.kind === "class" || found.kind === "variable") && found.file === file;
    });
  }
}

/** One index for a linked project. */
export function usageOf(project: Project): Usage {
  return project.memo("rate-limiter/usage", () => new Usage(project));
}

function entryModules(manifest: ManifestRecord): string[] {
  return Object.keys(manifest.entryPoints ?? {}).map(entry =>
    entry === "." ? manifest.packageName! : `${manifest.packageName!}/${entry.replace(/^\.\//u, "")}`,
  );
}

/** The package that a distribution is named after; an application that serves requests is nobody's library. */
function pythonPackages(manifest: ManifestRecord): string[] {
  const serves = Object.keys(manifest.dependencies).some(name => SERVERS.test(name));
  return serves
    ? []
    : [manifest.packageName!.replaceAll("-", "_"), manifest.packageName!.replaceAll("-", "_").toLowerCase()];
}

function isDefault(file: FileSummary, name: string): boolean {
  return file.exports.some(
    record => record.local === name && record.module === undefined && record.exported === "default",
  );
}

function covers(outer: Span, inner: Span): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}
