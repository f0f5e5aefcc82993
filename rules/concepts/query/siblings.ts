/** What the other queries on the same table do: the convention that one of them breaks. */
import type { Project } from "../../project/project.ts";
import type { Table } from "../../project/schema/schema.ts";
import type { FileSummary } from "../../project/summary.ts";
import type { QueryRecord, Siblings } from "./query.ts";
import type { ScopeProver } from "./scope.ts";
import { type MappedQuery, tenantTable } from "./tenant-map.ts";

/** More are the same story again. */
const SHOWN = 3;

/** What some queries on a table have in common. */
interface Habit {
  total: number;
  scoped: number;
  /** Those that name the tenant. */
  carrying: readonly MappedQuery[];
  /** Most of them do, and it is no single case. */
  agreed: boolean;
}

interface Habits {
  all: Habit;
  byFile: ReadonlyMap<string, Habit>;
}

const NONE: Habit = { total: 0, scoped: 0, carrying: [], agreed: false };

/** The project's queries on the table, or those of this file when only there a convention can be seen. */
export function siblingsOf(record: QueryRecord, file: FileSummary, prover: ScopeProver): Siblings {
  const table = prover.tenancy.tableOf(record);
  const habits = table && habitsOf(table, prover.project);
  const all = habits?.all ?? NONE;
  const own = habits?.byFile.get(file.path) ?? NONE;
  const within = !all.agreed && own.agreed ? "file" : "project";
  const counted = within === "file" ? own : all;
  return {
    scoped: counted.scoped,
    total: counted.total,
    within,
    agreed: counted.agreed,
    examples: examplesOf(record, file, counted.carrying),
    unusual: all.total >= 10 && all.carrying.length * 5 < all.total,
  };
}

function habitsOf(table: Table, project: Project): Habits {
  const make = (one: Table): Habits => {
    const { queries } = tenantTable(project, one);
    const files = new Map<string, MappedQuery[]>();
    for (const query of queries) {
      const same = files.get(query.at.path);
      if (same) same.push(query);
      else files.set(query.at.path, [query]);
    }
    return { all: habitOf(queries), byFile: new Map([...files].map(([path, own]) => [path, habitOf(own)])) };
  };
  return project.memo("habits by table", () => project.memoTable(make)).get(table);
}

function habitOf(queries: readonly MappedQuery[]): Habit {
  const carrying = queries.filter(query => query.carries);
  const scoped = queries.filter(query => query.scope.kind === "scoped").length;
  const agreed = carrying.length >= 2 && carrying.length * 2 >= queries.length;
  return { total: queries.length, scoped, carrying, agreed };
}

/** Those that do the same stand first, then those of the same file. */
function examplesOf(record: QueryRecord, file: FileSummary, carrying: readonly MappedQuery[]): Siblings["examples"] {
  const rank = (query: MappedQuery) =>
    (query.operation === record.operation ? 0 : 2) + (query.at.path === file.path ? 0 : 1);
  const shown: MappedQuery[] = [];
  for (let at = 0; at < 4 && shown.length < SHOWN; at++)
    for (const query of carrying) if (shown.length < SHOWN && rank(query) === at) shown.push(query);
  return shown.map(query => query.at);
}
