/**
 * Work that is started and not waited for in a body that something delivers again when it fails: the delivery is taken for
 * done before the work is. In Python the call of a coroutine that nothing awaits runs nothing at all.
 */
import * as l10n from "@vscode/l10n";
import type { FilePlace, Related } from "../../finding.ts";
import type { Span } from "../../ir/nodes.ts";
import type { Project } from "../../project/project.ts";
import type { CallRecord, FileSummary, FunctionRecord } from "../../project/summary.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import type { ConceptKind, ConceptNode } from "../concept.ts";
import { Bodies } from "../task/bodies.ts";
import { Effects } from "../task/effect/effects.ts";
import { type Run, runsOf } from "../task/delivery/runs.ts";
import { calledFunction } from "./called-function.ts";
import { guardNamed } from "./names.ts";

export interface FloatingCall extends Span {
  text: string;
  /** A coroutine that never runs; else the platform that takes the work for done. */
  platform?: string;
  proved: boolean;
  story: Related[];
  /** `await` may stand here. */
  awaitable: boolean;
}

/** The calls of one file. */
export interface FloatingWork extends ConceptNode {
  type: "FloatingWork";
  calls: FloatingCall[];
}

export const floatingWork: ConceptKind<Span, FloatingWork> = {
  name: "FloatingWork",
  triggers: () => ["async"],
  // The calls themselves are in the summary; a record only says that the file is asked.
  recognise: (model: FileModel) => (model.functions.some(fn => fn.async) ? [{ start: 0, end: 0 }] : []),
  complete: (_, file, project) => ({ type: "FloatingWork", start: 0, end: 0, calls: floatingCalls(file, project) }),
  isEmpty: ({ calls }) => calls.length === 0,
};

function floatingCalls(file: FileSummary, project: Project): FloatingCall[] {
  const find = file.language === "python" ? neverRun : notWaitedFor;
  return file.functions.flatMap(fn =>
    fn.calls
      .filter(call => call.use === "dropped" && !call.awaited && !isGuard(call))
      .flatMap(call => find(call, fn, file, project) ?? []),
  );
}

/** Guards are told as such. */
function isGuard(call: CallRecord): boolean {
  return guardNamed(call.text.slice(call.text.lastIndexOf(".") + 1)) !== undefined;
}

function neverRun(call: CallRecord, fn: FunctionRecord, file: FileSummary, project: Project): FloatingCall | undefined {
  const target = calledFunction(call.path, file, project);
  // A decorator may make the coroutine a plain call.
  if (!target?.value.async || target.value.decorators.length > 0 || target.value.id === fn.id) return undefined;
  return { ...spanOf(call), text: call.text, proved: true, awaitable: fn.async, story: [definition(target)] };
}

function notWaitedFor(
  call: CallRecord,
  fn: FunctionRecord,
  file: FileSummary,
  project: Project,
): FloatingCall | undefined {
  const target = calledFunction(call.path, file, project);
  if (!target?.value.async || call.caught) return undefined;
  const bodies = Bodies.of(project);
  const body = bodies.of(file, fn.id);
  const run = body && runsOf(body, bodies).find(one => tellsOfFailure(one));
  const work = bodies.of(target.file, target.value.id);
  const effect = work && Effects.of(bodies).in(work)[0];
  if (!run || !effect) return undefined;
  const made: FilePlace = effect.at;
  return {
    ...spanOf(call),
    text: call.text,
    platform: run.delivery.platform,
    proved: run.delivery.proved && effect.proved,
    awaitable: fn.async,
    story: [
      { ...made, message: l10n.t("`{0}` is done after the body has ended, or not at all.", effect.text) },
      ...run.delivery.reasons.slice(0, 1).map(reason => ({ ...reason.at, message: reason.message })),
    ],
  };
}

/** A failure of the body reaches what delivers it. */
function tellsOfFailure(run: Run): boolean {
  const { delivery } = run;
  return !run.silent && !delivery.scheduled && !delivery.inPlace && delivery.onFailure;
}

function definition(target: { file: FileSummary; value: FunctionRecord }): Related {
  return {
    ...target.value.namePlace,
    path: target.file.path,
    message: l10n.t("An `async def`: its call makes a coroutine and runs nothing."),
  };
}

function spanOf(call: CallRecord): Span {
  return { start: call.place.start, end: call.place.end };
}
