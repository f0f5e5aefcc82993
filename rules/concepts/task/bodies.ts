/** All recorded bodies of a project, and what a step runs. */
import type { FilePlace, Place } from "../../finding.ts";
import type { MemoTable } from "../../project/memo.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary, FunctionRecord } from "../../project/summary.ts";
import type { AccessPath } from "../../semantics/access-path.ts";
import type { StepRecord, TaskRecord } from "./task.ts";

export interface Body {
  key: string;
  file: FileSummary;
  record: TaskRecord;
  fn: FunctionRecord | undefined;
}

export class Bodies {
  readonly project: Project;
  readonly #byFile: MemoTable<FileSummary, ReadonlyMap<string, Body>>;

  static of(project: Project): Bodies {
    return project.memo("task-bodies", () => new Bodies(project));
  }

  private constructor(project: Project) {
    this.project = project;
    this.#byFile = project.memoTable(bodiesIn);
  }

  files(): readonly FileSummary[] {
    return this.project.filesWith("Task");
  }

  in(file: FileSummary): Iterable<Body> {
    return this.#byFile.get(file).values();
  }

  of(file: FileSummary, functionId: string): Body | undefined {
    return this.#byFile.get(file).get(functionId);
  }

  at(path: AccessPath | undefined, from: FileSummary): Body | undefined {
    const found = this.project.functionOf(path, from);
    return found && this.of(found.file, found.value.id);
  }

  /** The functions given to a step; `direct` leaves out those in options objects. */
  given(step: StepRecord, body: Body, direct = false): Body[] {
    const passes = direct ? step.passes.filter(one => one.property === undefined) : step.passes;
    return present(
      passes.map(one => (one.id === undefined ? this.at(one.path, body.file) : this.of(body.file, one.id))),
    );
  }

  /** The steps of other bodies that run a body: calls of it, and calls that it is given to where it is written. */
  callers(body: Body): { body: Body; step: StepRecord }[] {
    const sites = this.project
      .callersOf(body.file, body.record.functionId)
      .flatMap(site => this.of(site.file, site.caller.id) ?? []);
    const around = body.record.functionId.includes("@") ? this.#enclosing(body) : [];
    return [...new Set([...sites, ...around])]
      .filter(caller => caller !== body)
      .flatMap(caller =>
        caller.record.steps
          .filter(step => this.targets(step, caller).includes(body))
          .map(step => ({ body: caller, step })),
      );
  }

  /** Bodies of the same file around a function that has no name of its own. */
  #enclosing(body: Body): Body[] {
    const { functionId } = body.record;
    return present(
      ((body.file.concepts["Task"] ?? []) as TaskRecord[])
        .filter(one => one.steps.some(step => step.passes.some(pass => pass.id === functionId)))
        .map(one => this.of(body.file, one.functionId)),
    );
  }

  /** The functions that a step runs: the one it calls and those it is given. */
  targets(step: StepRecord, body: Body): Body[] {
    return [...present([this.at(step.path, body.file)]), ...this.given(step, body)].filter(
      one => one.record.functionId !== "",
    );
  }
}

function bodiesIn(file: FileSummary): ReadonlyMap<string, Body> {
  const functions = new Map(file.functions.map(fn => [fn.id, fn]));
  return new Map(
    ((file.concepts["Task"] ?? []) as TaskRecord[]).map(record => {
      const { functionId } = record;
      return [functionId, { key: keyOf(file, functionId), file, record, fn: functions.get(functionId) }];
    }),
  );
}

export function placeIn(file: FileSummary, place: Place): FilePlace {
  return { ...place, path: file.path };
}

function keyOf(file: FileSummary, functionId: string): string {
  return `${file.path}\0${functionId}`;
}

function present<T>(values: readonly (T | undefined)[]): T[] {
  return values.filter(value => value !== undefined);
}
