/** Whether an attempt leaves the process: only then do others wait for the same server, and a failure may be its overload. */
import { isLocal, isRemote, LOCAL_TEXT, REMOTE_TEXT } from "../../libraries/remote-calls.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary, FunctionRecord } from "../../project/summary.ts";
import type { AccessPath } from "../../semantics/access-path.ts";
import type { RetryRecord } from "./record.ts";
import type { Retry } from "./retry.ts";

const DEPTH = 3;
const MAX_FUNCTIONS = 60;

interface Asked {
  text: string;
  path?: AccessPath;
}

export function reachOf(record: RetryRecord, body: Retry["body"], file: FileSummary, project: Project): Retry["reach"] {
  const search = new Search(project);
  const repeated = body?.functionId === undefined ? undefined : functionIn(body.place.path, body.functionId, project);
  if (record.tries) search.all(record.tries.calls, file, DEPTH);
  else if (repeated) search.within(repeated.fn, repeated.file, DEPTH);
  else return "unknown";
  return search.remote ? "remote" : search.open ? "unknown" : "local";
}

class Search {
  remote = false;
  /** A call that could not be followed. */
  open = false;
  readonly #project: Project;
  readonly #seen = new Set<FunctionRecord>();

  constructor(project: Project) {
    this.#project = project;
  }

  all(calls: readonly Asked[], file: FileSummary, depth: number): void {
    for (const call of calls) {
      if (this.remote) return;
      this.#one(call, file, depth);
    }
  }

  /** Functions inside it, such as callbacks, belong to it. */
  within(fn: FunctionRecord, file: FileSummary, depth: number): void {
    if (this.#seen.has(fn) || this.#seen.size > MAX_FUNCTIONS) return;
    this.#seen.add(fn);
    this.all(fn.calls, file, depth);
    for (const inner of file.functions)
      if (inner.id.startsWith(`${fn.id}.@`) && !this.remote) this.within(inner, file, depth);
  }

  #one({ path, text }: Asked, file: FileSummary, depth: number): void {
    const library = path && this.#project.libraryNameOf(path, file);
    if (library !== undefined) {
      if (isRemote(library)) this.remote = true;
      else if (!isLocal(library)) this.open = true;
      return;
    }
    const target = path && depth > 0 ? this.#project.functionOf(path, file) : undefined;
    if (target) this.within(target.value, target.file, depth - 1);
    if (this.remote) return;
    // What cannot be followed to its end is taken at its word.
    if (REMOTE_TEXT.test(text) && (!target || this.open)) this.remote = true;
    else if (target) return;
    else if (!LOCAL_TEXT.test(text)) this.open = true;
  }
}

function functionIn(path: string, id: string, project: Project): { fn: FunctionRecord; file: FileSummary } | undefined {
  const file = project.file(path);
  const fn = file?.functions.find(one => one.id === id);
  return file && fn ? { fn, file } : undefined;
}
