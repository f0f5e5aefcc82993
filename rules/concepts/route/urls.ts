/** Django's URL patterns over all files: under which path a view answers. */
import type { Project } from "../../project/project.ts";
import type { FileSummary } from "../../project/summary.ts";
import { joinPaths } from "./paths.ts";
import type { RouteRecord, UrlRecord } from "./record.ts";
import type { PassedGuard } from "./route.ts";

const MAX_DEPTH = 8;

export interface FoundUrl {
  path: string;
  guards: PassedGuard[];
}

export class Urls {
  readonly #project: Project;
  /** By file and name of the view. */
  readonly #views = new Map<string, FoundUrl & { file: FileSummary }>();
  readonly #including = new Map<string, { file: FileSummary; record: UrlRecord }>();

  constructor(project: Project, patterns: readonly { file: FileSummary; record: UrlRecord }[]) {
    this.#project = project;
    for (const one of patterns) {
      const module = one.record.included && project.moduleOf(one.record.included, one.file);
      if (module) this.#including.set(module.path, one);
    }
    for (const { file, record } of patterns) {
      const key = record.view && this.#keyOf(record.view, file);
      if (key === undefined || this.#views.has(key)) continue;
      const guards = record.guards.map(guard => ({ ...guard, file, shared: false }));
      this.#views.set(key, { file, path: record.path, guards });
    }
  }

  of(record: RouteRecord, file: FileSummary): FoundUrl | undefined {
    const handler = record.handler && "functionId" in record.handler ? record.handler.functionId : undefined;
    const found = this.#views.get(`${file.path}\0${record.className ?? handler ?? ""}`);
    return found && { path: joinPaths(...this.#prefixes(found.file, 0), clean(found.path)), guards: found.guards };
  }

  #prefixes(file: FileSummary, depth: number): string[] {
    const above = this.#including.get(file.path);
    if (!above || depth > MAX_DEPTH) return [];
    return [...this.#prefixes(above.file, depth + 1), clean(above.record.path)];
  }

  #keyOf(view: NonNullable<UrlRecord["view"]>, file: FileSummary): string | undefined {
    const found = this.#project.resolve(view, file);
    if (found.kind === "function") return `${found.file.path}\0${found.value.id}`;
    return found.kind === "class" ? `${found.file.path}\0${found.value.name}` : undefined;
  }
}

/** `^orders/(?P<id>\d+)/$` as it is read. */
function clean(pattern: string): string {
  return pattern
    .replace(/^\^/u, "")
    .replace(/\$$/u, "")
    .replaceAll(/\(\?P<(\w+)>[^)]*(?:\)|$)/gu, "<$1>");
}
