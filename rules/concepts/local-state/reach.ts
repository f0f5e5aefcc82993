/** From where a function is reached: a request, a task of a queue, or neither. */
import { CELERY_TASK } from "../../libraries/delivery.ts";
import { TASK_TIMES } from "../../libraries/time-limits.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary, FunctionRecord } from "../../project/summary.ts";
import { isTestPath } from "../../project/test-code.ts";
import { routeTableOf } from "../route/route-table.ts";

export interface Reached {
  by: "route" | "task";
  /** "`GET /jobs/{id}`", "`bulk_scan_task`". */
  title: string;
}

const MAX_DEPTH = 6;
const MAX_SEEN = 200;

/** The first route and the first task from which a function is reached. */
export function reachedFrom(file: FileSummary, functionId: string, project: Project): Reached[] {
  const routes = routeTitles(project);
  const seen = new Set<FunctionRecord>();
  const found: Reached[] = [];
  const add = (reached: Reached) => {
    if (!found.some(one => one.by === reached.by)) found.push(reached);
  };
  let open = functionIn(file, functionId);
  for (let depth = 0; depth < MAX_DEPTH && open.length > 0 && seen.size < MAX_SEEN; depth++) {
    const next: Home[] = [];
    for (const home of open) {
      if (seen.has(home.fn) || isTestPath(home.file.path)) continue;
      seen.add(home.fn);
      const title = routes.get(home.fn);
      if (title !== undefined) add({ by: "route", title: `\`${title}\`` });
      if (isTask(home, project)) add({ by: "task", title: `\`${home.fn.name ?? home.fn.id}\`` });
      else next.push(...usersOf(home, project));
    }
    open = next;
  }
  return found;
}

interface Home {
  file: FileSummary;
  fn: FunctionRecord;
}

function functionIn(file: FileSummary, id: string): Home[] {
  const fn = file.functions.find(one => one.id === id);
  return fn ? [{ file, fn }] : [];
}

/** Those that call it, and those that give it away: to a thread, to a framework's background work. */
function usersOf({ file, fn }: Home, project: Project): Home[] {
  const calls = project.callersOf(file, fn.id).map(site => ({ file: site.file, fn: site.caller }));
  const name = fn.id.includes(".") ? undefined : fn.id;
  const given = (name === undefined ? [] : project.referencesTo(file, name))
    .filter(site => site.reference.use === "argument" || site.reference.use === "decorator")
    .flatMap(site => functionIn(site.file, site.reference.within));
  // A callback belongs to the function that it is written in.
  const outer = fn.id.includes(".") && fn.className === undefined ? fn.id.slice(0, fn.id.lastIndexOf(".")) : undefined;
  return [...calls, ...given, ...(outer === undefined ? [] : functionIn(file, outer))];
}

function isTask({ file, fn }: Home, project: Project): boolean {
  return fn.decorators.some(decorator => {
    const library = project.libraryNameOf(decorator.path, file);
    return library !== undefined && (CELERY_TASK.test(library) || TASK_TIMES.some(row => row.decorator.test(library)));
  });
}

function routeTitles(project: Project): ReadonlyMap<FunctionRecord, string> {
  return project.memo("local-state/routes", () => {
    const titles = new Map<FunctionRecord, string>();
    for (const { handler, title } of routeTableOf(project).all()) if (handler) titles.set(handler.fn, title);
    return titles;
  });
}
