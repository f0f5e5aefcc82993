/** Which limiters count by a header, through the functions of other files: `getClientIp(request)` in a key is the header in it. */
import type { Place } from "../../finding.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary } from "../../project/summary.ts";
import { isTestPath } from "../../project/test-code.ts";
import type { AccessPath } from "../../semantics/access-path.ts";
import type { KeyWiring } from "./key-record.ts";

export interface KeyUse {
  file: FileSummary;
  place: Place;
  /** The limiter as written where the key is given. */
  limiter: string;
  library: boolean;
}

const MAX_DEPTH = 6;

export class KeyFlows {
  readonly #project: Project;
  /** `path\0start` of a read → uses. */
  readonly #uses = new Map<string, KeyUse[]>();

  constructor(project: Project) {
    this.#project = project;
    for (const file of project.filesWith("LimitKeyWiring")) {
      if (isTestPath(file.path)) continue;
      for (const one of wiringOf(file)) {
        if (one.what !== "key") continue;
        const use = { file, place: one.place, limiter: one.limiter, library: one.library };
        this.#mark(file, one.headers, use);
        for (const call of one.calls) this.#follow(call, file, use, new Set(), 0);
      }
    }
  }

  /** A library's limiter first. */
  usesOf(file: FileSummary, start: number): readonly KeyUse[] {
    return (this.#uses.get(`${file.path}\0${start}`) ?? []).toSorted((a, b) => Number(b.library) - Number(a.library));
  }

  #follow(path: AccessPath, from: FileSummary, use: KeyUse, seen: Set<string>, depth: number): void {
    if (depth > MAX_DEPTH) return;
    const found = this.#project.functionOf(path, from);
    const key = found && `${found.file.path}\0${found.value.id}`;
    if (!found || seen.has(key!)) return;
    seen.add(key!);
    for (const one of wiringOf(found.file)) {
      if (one.what !== "identity" || one.functionId !== found.value.id) continue;
      this.#mark(found.file, one.headers, use);
      for (const call of one.calls) this.#follow(call, found.file, use, seen, depth + 1);
    }
  }

  #mark(file: FileSummary, headers: readonly number[], use: KeyUse): void {
    for (const start of headers) {
      const key = `${file.path}\0${start}`;
      const uses = this.#uses.get(key) ?? [];
      if (uses.length === 0) this.#uses.set(key, uses);
      if (!uses.some(one => one.file === use.file && one.place.start === use.place.start)) uses.push(use);
    }
  }
}

function wiringOf(file: FileSummary): KeyWiring[] {
  return (file.concepts["LimitKeyWiring"] ?? []) as KeyWiring[];
}
