/** All recorded bodies of a project, and what a step runs. */
import type { FilePlace, Place } from "../../finding.ts";
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
  readonly #bodies = new Map<string, Body>();
  readonly #targets = new Map<StepRecord, Body[]>();

  static of(project: Project): Bodies {
    return project.derived("task-bodies", () => new Bodies(project));
  }

  private constructor(project: Project) {
    this.project = project;
    for (const file of project.files()) {
      const records = (file.concepts["Task"] ?? []) as TaskRecord[];
      if (records.length === 0) continue;
      const functions = new Map(file.functions.map(fn => [fn.id, fn]));
      for (const record of records) {
        const key = keyOf(file, record.functionId);
        this.#bodies.set(key, { key, file, record, fn: functions.get(record.functionId) });
      }
    }
  }

  all(): Iterable<Body> {
    return this.#bodies.values();
  }

  of(file: FileSummary, functionId: string): Body | undefined {
    return this.#bodies.get(keyOf(file, functionId));
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
    let found = this.#targets.get(step);
    if (!found) {
      found = [...present([this.at(step.path, body.file)]), ...this.given(step, body)].filter(
        one => one.record.functionId !== "",
      );
      this.#targets.set(step, found);
    }
    return found;
  }
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
