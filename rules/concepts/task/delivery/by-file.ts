/** Lists kept by body, asked for by file: who asks for a body's depends on the lists of its file and on no other. */
import type { MemoTable } from "../../../project/memo.ts";
import type { Project } from "../../../project/project.ts";
import type { FileSummary } from "../../../project/summary.ts";
import type { Body } from "../bodies.ts";

type Lists<T> = ReadonlyMap<Body, readonly T[]>;

const NONE: Lists<never> = new Map();

export class ListsByFile<T> {
  readonly #byFile: MemoTable<FileSummary, Lists<T>>;

  /** `all` is asked for again whenever what it was made of changes. */
  constructor(project: Project, key: string, all: () => Lists<T>) {
    const grouped = () => project.memo(`${key} grouped`, () => groupedByFile(all()));
    this.#byFile = project.memoTable(file => grouped().get(file) ?? NONE, { equal: sameLists });
  }

  of(body: Body): readonly T[] {
    return this.#byFile.get(body.file).get(body) ?? [];
  }
}

function groupedByFile<T>(all: Lists<T>): ReadonlyMap<FileSummary, Lists<T>> {
  const grouped = new Map<FileSummary, Map<Body, readonly T[]>>();
  for (const [body, list] of all) {
    const lists = grouped.get(body.file);
    if (lists) lists.set(body, list);
    else grouped.set(body.file, new Map([[body, list]]));
  }
  return grouped;
}

function sameLists<T>(before: Lists<T>, after: Lists<T>): boolean {
  return (
    before.size === after.size &&
    [...before].every(([body, list]) => {
      const other = after.get(body);
      return other?.length === list.length && list.every((one, index) => one === other[index]);
    })
  );
}
