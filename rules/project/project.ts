import type { ConceptNode } from "../concepts/concept.ts";
import type { AccessPath } from "../semantics/access-path.ts";
import type { Symbolic } from "../semantics/symbolic.ts";
import type { CallRecord, ClassRecord, FileSummary, FunctionRecord, ReferenceRecord, VariableRecord } from "./summary.ts";
import type { Schema } from "./schema/schema-facts.ts";
import type { TenantModel } from "./schema/tenancy.ts";

/** What a configuration file may set for the whole project; every key optional. Inferred when absent. */
export interface ProjectSettings {
  tenantColumns?: string[];
  globalTables?: string[];
  adminClients?: string[];
  limiterNames?: string[];
}

/** What a path means once the project is linked. `library` is a name for the tables of `libraries/`. */
export type Resolution =
  | { kind: "library"; name: string }
  | { kind: "function"; file: FileSummary; value: FunctionRecord; rest: string[] }
  | { kind: "class"; file: FileSummary; value: ClassRecord; rest: string[] }
  | { kind: "variable"; file: FileSummary; value: VariableRecord; rest: string[] }
  | { kind: "module"; file: FileSummary; rest: string[] }
  | { kind: "unknown" };

export interface CallSite {
  file: FileSummary;
  caller: FunctionRecord;
  call: CallRecord;
}

/**
 * All summaries, linked. Answers the questions of one file about the others. Immutable: an edit links anew, sharing the
 * summaries that did not change.
 */
export declare class Project {
  static link(summaries: Iterable<FileSummary>, settings?: ProjectSettings): Project;
  readonly settings: ProjectSettings;
  readonly schema: Schema;
  readonly tenant: TenantModel;
  files(): Iterable<FileSummary>;
  file(path: string): FileSummary | undefined;
  /** Completed concepts of a file, in source order; computed once. */
  conceptsOf(path: string): ConceptNode[];
  /** Follows imports, re-exports, aliases and factories to where a path leads. */
  resolve(path: AccessPath | undefined, from: FileSummary): Resolution;
  /** The library name of a path, through as many project files as needed: `lib/db#admin.from` → `@supabase/supabase-js.createClient().from`. */
  libraryNameOf(path: AccessPath | undefined, from: FileSummary): string | undefined;
  /** The function behind a call's path, with its file. */
  functionOf(path: AccessPath | undefined, from: FileSummary): { file: FileSummary; value: FunctionRecord } | undefined;
  callersOf(file: FileSummary, functionId: string): CallSite[];
  /** Every use, in any file, of a top-level name of `file`. */
  referencesTo(file: FileSummary, name: string): { file: FileSummary; reference: ReferenceRecord }[];
  /** Puts values of other files into an expression as far as they are known. */
  reduce(value: Symbolic, from: FileSummary): Symbolic;
  /** Installed or required version of a package for a file: exact when a lock file says so. Unknown is undefined. */
  versionOf(packageName: string, from: FileSummary): { version: string; exact: boolean } | undefined;
}
