import type { ConceptNode } from "../concepts/concept.ts";
import { concepts } from "../concepts/index.ts";
import type { AccessPath } from "../semantics/access-path.ts";
import type { Symbolic } from "../semantics/symbolic.ts";
import { admitsVersion } from "../semantics/versions.ts";
import { graft } from "./graft.ts";
import { reduce } from "./reduce.ts";
import type { Resolution } from "./resolution.ts";
import { Resolver } from "./resolver.ts";
import { buildSchema } from "./schema/build-schema.ts";
import type { Schema } from "./schema/schema.ts";
import { inferTenantColumns, type TenantModel } from "./schema/tenancy.ts";
import type { ClassRecord, FileSummary, FunctionRecord } from "./summary.ts";
import {
  type CallIndex,
  type CallSite,
  indexCalls,
  indexReferences,
  type ReferenceIndex,
  type ReferenceSite,
} from "./usage-index.ts";

export type { CallSite, ReferenceSite } from "./usage-index.ts";
export type { Resolution } from "./resolution.ts";

/** What a configuration file may set for the whole project; every key optional. Inferred when absent. */
export interface ProjectSettings {
  tenantColumns?: string[];
  globalTables?: string[];
  adminClients?: string[];
  limiterNames?: string[];
}

const NODE_MANIFEST = /(?:^|\/)(?:package\.json|package-lock\.json|pnpm-lock\.yaml|yarn\.lock|bun\.lock)$/u;

/**
 * All summaries, linked. Answers the questions of one file about the others; every answer is computed when it is first asked
 * for. An edit that leaves what others can name as it was is taken in by {@link Project.replace}; any other links anew.
 */
export class Project {
  readonly settings: ProjectSettings;
  readonly #files: ReadonlyMap<string, FileSummary>;
  readonly #resolver: Resolver;
  #concepts = new Map<string, ConceptNode[]>();
  #notes: { path: string; concept: string; message: string }[] = [];
  #schema: Schema | undefined;
  #tenant: TenantModel | undefined;
  #derived = new Map<string, unknown>();
  #calls: CallIndex | undefined;
  #references: ReferenceIndex | undefined;

  static link(summaries: Iterable<FileSummary>, settings: ProjectSettings = {}): Project {
    return new Project(new Map(Array.from(summaries, summary => [summary.path, summary])), settings);
  }

  private constructor(files: ReadonlyMap<string, FileSummary>, settings: ProjectSettings) {
    this.#files = files;
    this.settings = settings;
    this.#resolver = new Resolver(files);
  }

  /**
   * Takes in the new summary of a file that is there already. Returns false, and changes nothing, when other files may see a
   * difference in what they can name: then the project must be linked anew.
   */
  replace(next: FileSummary): boolean {
    const file = this.#files.get(next.path);
    if (!file) return false;
    const schema = JSON.stringify(file.schema);
    if (!graft(file, next)) return false;
    this.#resolver.readAgain(file);
    this.#calls?.readAgain(file);
    this.#references?.readAgain(file);
    this.#concepts = new Map();
    this.#derived = new Map();
    this.#notes = [];
    if (schema !== JSON.stringify(file.schema)) this.#schema = this.#tenant = undefined;
    return true;
  }

  get schema(): Schema {
    return (this.#schema ??= buildSchema(
      [...this.files()]
        .filter(file => file.schema !== undefined)
        .map(file => ({ path: file.path, facts: file.schema! })),
    ));
  }

  get tenant(): TenantModel {
    return (this.#tenant ??= inferTenantColumns(this.schema, this.settings.tenantColumns));
  }

  /** What went wrong while completing concepts; each is one internal note of the engine. */
  get notes(): readonly { path: string; concept: string; message: string }[] {
    return this.#notes;
  }

  files(): Iterable<FileSummary> {
    return this.#files.values();
  }

  file(path: string): FileSummary | undefined {
    return this.#files.get(path);
  }

  /** Completed concepts of a file, in source order; computed once. A recogniser's crash on one record loses that record only. */
  conceptsOf(path: string): ConceptNode[] {
    const known = this.#concepts.get(path);
    if (known) return known;
    const file = this.#files.get(path);
    const completed: ConceptNode[] = [];
    for (const kind of file ? concepts : [])
      for (const record of file!.concepts[kind.name] ?? []) {
        try {
          completed.push(kind.complete(record as never, file!, this));
        } catch (error) {
          this.#notes.push({
            path,
            concept: kind.name,
            message: error instanceof Error ? error.message : String(error),
          });
        }
      }
    completed.sort((a, b) => a.start - b.start || a.end - b.end);
    this.#concepts.set(path, completed);
    return completed;
  }

  /** Follows imports, re-exports and aliases to where a path leads. */
  resolve(path: AccessPath | undefined, from: FileSummary): Resolution {
    return this.#resolver.resolve(path, from);
  }

  /** The library name of a path, through as many project files as needed: `lib/db#admin.from` → `@supabase/supabase-js.createClient().from`. */
  libraryNameOf(path: AccessPath | undefined, from: FileSummary): string | undefined {
    return this.#resolver.libraryNameOf(path, from);
  }

  /** The file and top-level name that a path's first name is defined under; a variable is not followed to its value. */
  definitionOf(path: AccessPath, from: FileSummary): { file: FileSummary; name: string } | undefined {
    if (path.root === "local") return { file: from, name: path.steps[0]?.slice(1) ?? "" };
    return path.root === "import" ? this.#resolver.definitionOf(path, from) : undefined;
  }

  /** The function behind a call's path, with its file. */
  functionOf(
    path: AccessPath | undefined,
    from: FileSummary,
  ): { file: FileSummary; value: FunctionRecord } | undefined {
    return this.#resolver.functionOf(path, from);
  }

  /** The class that a path names or makes an instance of. */
  classOf(path: AccessPath | undefined, from: FileSummary): { file: FileSummary; value: ClassRecord } | undefined {
    return this.#resolver.classOf(path, from);
  }

  /** The file that a module specifier means; undefined for libraries. */
  moduleOf(specifier: string, from: FileSummary): FileSummary | undefined {
    const path = this.#resolver.modules.resolve(specifier, from);
    return path === undefined ? undefined : this.#files.get(path);
  }

  callersOf(file: FileSummary, functionId: string): CallSite[] {
    const target = file.functions.find(fn => fn.id === functionId);
    return target ? (this.#calls ??= indexCalls(this.files(), this.#resolver)).get(target) : [];
  }

  /** Every use, in any file, of a top-level name of `file`, its own file included. */
  referencesTo(file: FileSummary, name: string): ReferenceSite[] {
    return (this.#references ??= indexReferences(this.files(), this.#resolver)).get(`${file.path}\0${name}`);
  }

  /** Puts values of other files into an expression as far as they are known. */
  reduce(value: Symbolic, from: FileSummary): Symbolic {
    return reduce(value, from, this.#resolver);
  }

  /**
   * Installed or required version of a package for a file, of its language: exact when a lock file says so that fits what the
   * nearest manifest requires. Unknown is undefined.
   */
  versionOf(packageName: string, from: FileSummary): { version: string; exact: boolean } | undefined {
    const names = new Set([packageName, packageName.toLowerCase().replaceAll(/[-_.]+/gu, "-")]);
    let required: string | undefined;
    for (const file of this.#resolver.modules.manifestsAbove(from.path)) {
      if (from.language === (NODE_MANIFEST.test(file.path) ? "python" : "typescript")) continue;
      for (const name of names) {
        const locked = file.manifest!.locked[name];
        if (locked !== undefined && admitsVersion(required ?? "", locked)) return { version: locked, exact: true };
        required ??= file.manifest!.dependencies[name];
      }
    }
    return required === undefined ? undefined : { version: required, exact: false };
  }

  /** What a concept works out once for the whole project; computed when it is first asked for. */
  derived<T>(key: string, compute: () => T): T {
    if (!this.#derived.has(key)) this.#derived.set(key, compute());
    return this.#derived.get(key) as T;
  }

  /** Manifests and deployment files that speak for a file, nearest first. */
  manifestsFor(file: FileSummary): FileSummary[] {
    return [...this.#resolver.modules.manifestsAbove(file.path)];
  }
}
