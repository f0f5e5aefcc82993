import type { ConceptNode } from "../concepts/concept.ts";
import type { AccessPath } from "../semantics/access-path.ts";
import type { Symbolic } from "../semantics/symbolic.ts";
import { admitsVersion } from "../semantics/versions.ts";
import { completed, type Completion, type CompletionNote, NOTHING } from "./completion.ts";
import { LinkedFile } from "./linked-file.ts";
import { Input, Memo, type MemoOptions, MemoTable, Tracker } from "./memo.ts";
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

export interface LinkOptions {
  /** Nothing is edited after: a change links anew, and what each answer was made of takes no memory. */
  still?: boolean;
}

const NODE_MANIFEST = /(?:^|\/)(?:package\.json|package-lock\.json|pnpm-lock\.yaml|yarn\.lock|bun\.lock)$/u;

/** How many files are gathered together. */
const BLOCK = 64;

/**
 * All summaries, linked. Answers the questions of one file about the others; every answer is computed when it is first asked
 * for. An edit that leaves what others can name as it was is taken in by {@link Project.replace}; any other links anew.
 */
export class Project {
  readonly settings: ProjectSettings;
  readonly #tracker: Tracker;
  readonly #files: ReadonlyMap<string, LinkedFile>;
  readonly #resolver: Resolver;
  readonly #memos = new Map<string, Memo<unknown>>();
  /** Paths of the files that have records of a concept, and what depends on which these are. */
  readonly #holders = new Map<string, { input: Input; files: LinkedFile[] }>();
  readonly #anyEdit = new Input();
  /** By a word of whoever knows when they change. */
  readonly #outside = new Map<string, Input>();
  #calls: CallIndex | undefined;
  #references: ReferenceIndex | undefined;

  static link(summaries: Iterable<FileSummary>, settings: ProjectSettings = {}, options: LinkOptions = {}): Project {
    return new Project(summaries, settings, options);
  }

  private constructor(summaries: Iterable<FileSummary>, settings: ProjectSettings, options: LinkOptions) {
    this.settings = settings;
    this.#tracker = new Tracker(options);
    this.#files = new Map(Array.from(summaries, one => [one.path, new LinkedFile(one, this.#tracker)]));
    this.#resolver = new Resolver(this.#files);
  }

  /**
   * Takes in the new summary of a file that is there already. Returns false, and changes nothing, when other files may see a
   * difference in what they can name: then the project must be linked anew.
   */
  replace(next: FileSummary): boolean {
    if (this.#tracker.isStill) return false;
    const file = this.#files.get(next.path);
    const changed = file?.replace(next);
    if (!file || !changed) return false;
    this.#resolver.readAgain(file);
    this.#calls?.readAgain(file);
    this.#references?.readAgain(file);
    for (const kind of changed) {
      const holders = this.#holders.get(kind);
      if (!holders || holders.files.includes(file) === file.holds(kind)) continue;
      this.#holders.delete(kind);
      holders.input.changed();
    }
    this.#anyEdit.changed();
    return true;
  }

  get schema(): Schema {
    return this.memo("schema", () =>
      buildSchema(
        [...this.files()]
          .filter(file => file.schema !== undefined)
          .map(file => ({ path: file.path, facts: file.schema! })),
      ),
    );
  }

  get tenant(): TenantModel {
    return this.memo("tenant", () => inferTenantColumns(this.schema, this.settings.tenantColumns));
  }

  files(): Iterable<FileSummary> {
    return this.#files.values();
  }

  /** Files with records of a concept, in the order of {@link files}. */
  filesWith(concept: string): readonly FileSummary[] {
    let holders = this.#holders.get(concept);
    if (!holders) {
      const files = [...this.#files.values()].filter(file => file.holds(concept));
      this.#holders.set(concept, (holders = { input: new Input(), files }));
    }
    this.#tracker.read(holders.input);
    return holders.files;
  }

  file(path: string): FileSummary | undefined {
    return this.#files.get(path);
  }

  /** Completed concepts of a file, in source order; computed once. */
  conceptsOf(path: string): ConceptNode[] {
    return this.#completed(path).nodes;
  }

  /** Those of {@link conceptsOf} that a rule can say something of. */
  tellingConceptsOf(path: string): ConceptNode[] {
    return this.#completed(path).telling;
  }

  /** What went wrong while completing the concepts of a file; each is one internal note of the engine. */
  notesOf(path: string): readonly CompletionNote[] {
    return this.#completed(path).notes;
  }

  #completed(path: string): Completion {
    return this.memo(`concepts of ${path}`, () => {
      const file = this.#files.get(path);
      return file ? completed(file, this) : NOTHING;
    });
  }

  /** Follows imports, re-exports and aliases to where a path leads. */
  resolve(path: AccessPath | undefined, from: FileSummary): Resolution {
    const found = this.#tracker.untracked(() => this.#resolver.resolve(path, from));
    if ("file" in found) this.#holding(found);
    return found;
  }

  /** The library name of a path, through as many project files as needed: `lib/db#admin.from` → `@supabase/supabase-js.createClient().from`. */
  libraryNameOf(path: AccessPath | undefined, from: FileSummary): string | undefined {
    return this.#tracker.untracked(() => this.#resolver.libraryNameOf(path, from));
  }

  /** The file and top-level name that a path's first name is defined under; a variable is not followed to its value. */
  definitionOf(path: AccessPath, from: FileSummary): { file: FileSummary; name: string } | undefined {
    if (path.root === "local") return { file: from, name: path.steps[0]?.slice(1) ?? "" };
    return path.root === "import" ? this.#tracker.untracked(() => this.#resolver.definitionOf(path, from)) : undefined;
  }

  /** The function behind a call's path, with its file. */
  functionOf(
    path: AccessPath | undefined,
    from: FileSummary,
  ): { file: FileSummary; value: FunctionRecord } | undefined {
    return this.#holding(this.#tracker.untracked(() => this.#resolver.functionOf(path, from)));
  }

  /** The class that a path names or makes an instance of. */
  classOf(path: AccessPath | undefined, from: FileSummary): { file: FileSummary; value: ClassRecord } | undefined {
    return this.#holding(this.#tracker.untracked(() => this.#resolver.classOf(path, from)));
  }

  /** The file that a module specifier means; undefined for libraries. */
  moduleOf(specifier: string, from: FileSummary): FileSummary | undefined {
    const path = this.#resolver.modules.resolve(specifier, from);
    return path === undefined ? undefined : this.#files.get(path);
  }

  callersOf(file: FileSummary, functionId: string): CallSite[] {
    const target = file.functions.find(fn => fn.id === functionId);
    if (!target) return [];
    this.#calls ??= this.#tracker.untracked(() => indexCalls(this.files(), this.#resolver, this.#tracker));
    return this.#calls.get(target);
  }

  /** Every use, in any file, of a top-level name of `file`, its own file included. */
  referencesTo(file: FileSummary, name: string): ReferenceSite[] {
    this.#references ??= this.#tracker.untracked(() => indexReferences(this.files(), this.#resolver, this.#tracker));
    return this.#references.get(this.#resolver.named(this.#files.get(file.path) ?? file, name));
  }

  /** Puts values of other files into an expression as far as they are known. */
  reduce(value: Symbolic, from: FileSummary): Symbolic {
    return this.#tracker.untracked(() => reduce(value, from, this.#resolver));
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

  /**
   * A value that stands until something changes that it was made of. What lies in it must not remember answers of its own
   * that were given later: those belong into a {@link memoTable}.
   */
  memo<T>(key: string, compute: () => T, options?: MemoOptions<T>): T {
    let memo = this.#memos.get(key);
    if (!memo)
      this.#memos.set(key, (memo = new Memo<unknown>(this.#tracker, compute, options as MemoOptions<unknown>)));
    return memo.get() as T;
  }

  /** A value for each key, each with what it was made of. */
  memoTable<K, T>(compute: (key: K) => T, options?: MemoOptions<T>): MemoTable<K, T> {
    return new MemoTable(this.#tracker, compute, options);
  }

  /**
   * What `read` finds in the files that have records of a concept, in their order; an edited file alone is read again. Files
   * are put together by the block and then the blocks, so that an edit does not ask for each file.
   */
  gather<T>(key: string, concept: string, read: (file: FileSummary) => readonly T[]): readonly T[] {
    const equal = (before: readonly T[], after: readonly T[]) => before.length + after.length === 0;
    return this.memo(key, () => {
      const ofBlock = this.memo(`${key}, in blocks`, () => {
        const ofFile = this.memoTable(read, { equal });
        const inBlock = (block: number) => blockOf(this.filesWith(concept), block).flatMap(file => ofFile.get(file));
        return this.memoTable(inBlock, { equal });
      });
      const blocks = Math.ceil(this.filesWith(concept).length / BLOCK);
      return Array.from({ length: blocks }, (_, block) => ofBlock.get(block)).flat();
    });
  }

  /** A value that stands until the next edit, whatever it was made of and remembers. */
  derived<T>(key: string, compute: () => T): T {
    return this.memo(key, () => {
      this.#tracker.read(this.#anyEdit);
      return compute();
    });
  }

  /** The value that is being worked out is made of something outside of the files too; {@link changed} says when that changes. */
  dependOn(outside: string): void {
    let input = this.#outside.get(outside);
    if (!input) this.#outside.set(outside, (input = new Input()));
    this.#tracker.read(input);
  }

  changed(outside: string): void {
    if (this.#tracker.isStill) this.#memos.clear();
    else this.#outside.get(outside)?.changed();
  }

  /** Manifests and deployment files that speak for a file, nearest first. */
  manifestsFor(file: FileSummary): FileSummary[] {
    return [...this.#resolver.modules.manifestsAbove(file.path)];
  }

  /** Whoever holds a record of a file depends on its code. */
  #holding<T extends { file: FileSummary } | undefined>(found: T): T {
    if (found) this.#files.get(found.file.path)?.readCode();
    return found;
  }
}

function blockOf(files: readonly FileSummary[], block: number): readonly FileSummary[] {
  return files.slice(block * BLOCK, (block + 1) * BLOCK);
}
