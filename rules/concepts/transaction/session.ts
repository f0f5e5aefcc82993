/** What a session has sent and not yet committed at a step, followed into the functions that it is given to. */
import {
  SESSION,
  SESSION_COMMITS,
  SESSION_ENDS,
  SESSION_PENDING,
  SESSION_READS,
  SESSION_WRITES,
} from "../../libraries/transactions.ts";
import type { AccessPath } from "../../semantics/access-path.ts";
import type { Bodies, Body } from "../task/bodies.ts";
import { isSwitchedOff } from "../task/effect/switched-off.ts";
import type { StepRecord } from "../task/task.ts";
import type { Frame } from "./network-calls.ts";

const MAX_DEPTH = 3;
/** Only a session of SQLAlchemy has these beside `commit`. */
const SHAPE = /\.(add|add_all|flush|refresh|query|scalars|merge|expunge)$/u;

export type SessionEvent = "read" | "pend" | "write" | "commit" | "end";

export interface SessionState {
  /** A statement has been sent. */
  open: boolean;
  /** Something waits for the next statement. */
  pending: boolean;
  /** Rows have been changed. */
  wrote: boolean;
}

const CLOSED: SessionState = { open: false, pending: false, wrote: false };

/** Whether what is committed under this name is a session that begins by itself. */
export function isSession(name: string, path: AccessPath | undefined, body: Body, bodies: Bodies): boolean {
  const library = bodies.project.libraryNameOf(path, body.file);
  if (library !== undefined) return SESSION.test(library);
  return body.record.steps.some(step => step.text.startsWith(`${name}.`) && SHAPE.test(headOf(step.text, name)));
}

/** Follows a session along the frames of a call; undefined when the call finds no transaction open. */
export function stateAt(frames: readonly Frame[], session: string, bodies: Bodies): SessionState | undefined {
  let states: SessionState[] = [CLOSED];
  let name: string | undefined = session;
  for (const { body, step } of frames) {
    if (name === undefined) break;
    const known: string = name;
    states = states.flatMap(state => arrivals(state, step, body, known, bodies));
    name = givenAs(name, step, body, bodies);
  }
  return states.find(state => state.wrote) ?? states.find(state => state.open || state.pending);
}

/** What a step does to a session, itself or by the function that the session is given to. */
export function eventsOf(step: StepRecord, body: Body, session: string, bodies: Bodies, depth = 0): SessionEvent[] {
  if (step.text.startsWith(`${session}.`)) {
    const event = eventOn(step, session);
    return event ? [event] : [];
  }
  const inner = depth < MAX_DEPTH ? givenAs(session, step, body, bodies) : undefined;
  const target = inner === undefined ? undefined : bodies.at(step.path, body.file);
  if (inner === undefined || !target || target === body) return [];
  return target.record.steps
    .filter(one => !one.handler && !isSwitchedOff(one, target, step, body))
    .flatMap(one => eventsOf(one, target, inner, bodies, depth + 1));
}

/** The first time round, and, in a loop, the next time. */
function arrivals(from: SessionState, step: StepRecord, body: Body, session: string, bodies: Bodies): SessionState[] {
  const { steps } = body.record;
  const index = steps.indexOf(step);
  const run = (state: SessionState, list: readonly StepRecord[]) =>
    list.reduce((at, one) => take(at, one, step, body, session, bodies), state);
  const first = run(from, steps.slice(0, index));
  const loop = step.loops[0];
  if (loop === undefined) return [first];
  const inLoop = (one: StepRecord) => one.loops[0] === loop;
  const later = run(first, steps.slice(index).filter(inLoop));
  return [first, run(later, steps.slice(0, index).filter(inLoop))];
}

/** An end that may have come counts as one; what else may have come does not. */
function take(
  state: SessionState,
  one: StepRecord,
  target: StepRecord,
  body: Body,
  session: string,
  bodies: Bodies,
): SessionState {
  if (one.handler || excludes(one, target) || leaves(one, target, body)) return state;
  const sure = one.branch.every((id, index) => target.branch[index] === id || one.loops.includes(id));
  return eventsOf(one, body, session, bodies).reduce((at, event) => {
    if (event === "commit" || event === "end") return CLOSED;
    return sure ? advance(at, event) : at;
  }, state);
}

function advance(state: SessionState, event: SessionEvent): SessionState {
  if (event === "pend") return { ...state, pending: true };
  return { open: true, pending: false, wrote: state.wrote || state.pending || event === "write" };
}

function eventOn(step: StepRecord, session: string): SessionEvent | undefined {
  const head = headOf(step.text, session);
  const method = head.slice(session.length + 1);
  if (SESSION_COMMITS.test(method)) return "commit";
  if (SESSION_ENDS.test(method)) return "end";
  if (SESSION_PENDING.test(method)) return "pend";
  if (SESSION_WRITES.test(method) || step.record === "write" || step.claim === "row lock") return "write";
  if (SESSION_READS.test(method)) return /\(\)\.(update|delete)$/u.test(step.text) ? "write" : "read";
  return undefined;
}

/** `db.query` of `db.query().filter().first`. */
function headOf(text: string, session: string): string {
  const end = text.slice(session.length + 1).search(/[.(]/u);
  return end < 0 ? text : text.slice(0, session.length + 1 + end);
}

/** The name of the parameter that a session is given as. */
export function givenAs(session: string, step: StepRecord, body: Body, bodies: Bodies): string | undefined {
  if (session.startsWith("self.") && step.text.startsWith("self.")) return session;
  const call = body.fn?.calls.find(one => one.place.start === step.place.start && one.place.end === step.place.end);
  const argument = call?.arguments.find(one => one.value.key === session);
  const target = argument && bodies.at(step.path, body.file);
  if (!argument || !target) return undefined;
  if (argument.name !== undefined) return argument.name;
  const parameters = target.fn?.parameters ?? [];
  const shift = /^(?:self|cls)$/u.test(parameters[0]?.name ?? "") ? 1 : 0;
  return parameters[(argument.position ?? -1) + shift]?.name;
}

/** Stands in the other branch of a fork that the target is in. */
export function excludes(one: StepRecord, target: StepRecord): boolean {
  const fork = one.branch.findIndex((id, index) => target.branch[index] !== id);
  return fork >= 0 && target.branch[fork] !== undefined && (one.branch[fork]! ^ 1) === target.branch[fork];
}

/** Stands in a branch that leaves the function before the target. */
function leaves(one: StepRecord, target: StepRecord, body: Body): boolean {
  return one.branch.some((id, index) => target.branch[index] !== id && body.record.leaving.includes(id));
}
