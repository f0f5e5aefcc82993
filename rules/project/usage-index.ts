/**
 * Who calls which function and who refers to which top-level name, over all files. Kept file by file, so that an edited file
 * gives back what it said and says it anew. Invariant: sites stand in the order of the files' paths, then of the text.
 */
import { Input, type Tracker } from "./memo.ts";
import type { DefinedName } from "./definitions.ts";
import type { Resolver } from "./resolver.ts";
import type { CallRecord, FileSummary, FunctionRecord, ReferenceRecord } from "./summary.ts";

export interface CallSite {
  file: FileSummary;
  caller: FunctionRecord;
  call: CallRecord;
}

export interface ReferenceSite {
  file: FileSummary;
  reference: ReferenceRecord;
}

type SiteReader<Key, Site> = (file: FileSummary, add: (key: Key, site: Site) => void) => void;

/** Sites by what they lead to. */
class SiteIndex<Key, Site extends { file: FileSummary }> {
  readonly #sites = new Map<Key, Site[]>();
  readonly #keysOf = new Map<FileSummary, Set<Key>>();
  /** Of the keys that somebody asked for. */
  readonly #inputs = new Map<Key, Input>();
  readonly #tracker: Tracker;
  readonly #read: SiteReader<Key, Site>;

  constructor(files: Iterable<FileSummary>, tracker: Tracker, read: SiteReader<Key, Site>) {
    this.#tracker = tracker;
    this.#read = read;
    for (const file of files) this.#add(file);
  }

  get(key: Key): Site[] {
    if (this.#tracker.isRecording) {
      let input = this.#inputs.get(key);
      if (!input) this.#inputs.set(key, (input = new Input()));
      this.#tracker.read(input);
    }
    return this.#sites.get(key) ?? [];
  }

  readAgain(file: FileSummary): void {
    const before = this.#keysOf.get(file) ?? new Set();
    for (const key of before) {
      const left = this.#sites.get(key)!.filter(site => site.file !== file);
      if (left.length > 0) this.#sites.set(key, left);
      else this.#sites.delete(key);
    }
    this.#add(file);
    for (const key of this.#keysOf.get(file) ?? [])
      this.#sites.get(key)!.sort((a, b) => (a.file.path < b.file.path ? -1 : a.file.path > b.file.path ? 1 : 0));
    for (const key of new Set([...before, ...(this.#keysOf.get(file) ?? [])])) this.#inputs.get(key)?.changed();
  }

  #add(file: FileSummary): void {
    const keys = new Set<Key>();
    this.#read(file, (key, site) => {
      keys.add(key);
      const sites = this.#sites.get(key);
      if (sites) sites.push(site);
      else this.#sites.set(key, [site]);
    });
    this.#keysOf.set(file, keys);
  }
}

export type CallIndex = SiteIndex<FunctionRecord, CallSite>;
export type ReferenceIndex = SiteIndex<DefinedName, ReferenceSite>;

export function indexCalls(files: Iterable<FileSummary>, resolver: Resolver, tracker: Tracker): CallIndex {
  return new SiteIndex(files, tracker, (file, add) => {
    for (const caller of file.functions)
      for (const call of caller.calls) {
        const target = resolver.functionOf(call.path, file);
        if (target) add(target.value, { file, caller, call });
      }
  });
}

export function indexReferences(files: Iterable<FileSummary>, resolver: Resolver, tracker: Tracker): ReferenceIndex {
  return new SiteIndex(files, tracker, (file, add) => {
    for (const reference of file.references) {
      const name = definitionOf(reference, file, resolver);
      if (name) add(name, { file, reference });
    }
  });
}

/** Which top-level name of which file a reference means, not following what a variable holds. */
function definitionOf({ path }: ReferenceRecord, file: FileSummary, resolver: Resolver): DefinedName | undefined {
  if (path.root === "local") return resolver.named(file, path.steps[0]?.slice(1) ?? "");
  if (path.root !== "import") return undefined;
  if (file.language !== "python") return resolver.definitionOf(path, file);
  // `import app.core.limits; app.core.limits.limiter`: the module's own name may be several steps.
  for (let taken = 1; taken <= Math.min(5, path.steps.length); taken++) {
    const found = resolver.definitionOf({ ...path, steps: path.steps.slice(0, taken) }, file);
    if (found) return found;
  }
  return undefined;
}
