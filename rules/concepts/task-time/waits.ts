/** How long calls wait for the other side, in one function and in those that it calls. */
import { isRemote, REMOTE_TEXT } from "../../libraries/remote-calls.ts";
import { SLEEPS_FOR, WAITS } from "../../libraries/time-limits.ts";
import type { Project } from "../../project/project.ts";
import type { ArgumentRecord, CallRecord, FileSummary, FunctionRecord } from "../../project/summary.ts";
import { constantOf } from "../../semantics/symbolic.ts";
import { durationText } from "../retry/duration.ts";
import type { Wait } from "./task-time.ts";

const MAX_DEPTH = 5;
/** A keyword dictionary that is handed on: the time-out may be in it. */
const HANDED_ON = /^(?:kwargs|kw|options|opts|request_kwargs|params)$/u;

/** The longest wait of some calls, or of what they lead to. */
export function longestWait(
  calls: readonly CallRecord[],
  file: FileSummary,
  project: Project,
  seen: ReadonlySet<FunctionRecord> = new Set(),
): Wait | undefined {
  let longest: Wait | undefined;
  const take = (wait: Wait | undefined) => {
    if (wait && wait.seconds > (longest?.seconds ?? 0)) longest = wait;
  };
  for (const call of calls) {
    take(waitOf(call, file, project));
    const target = seen.size < MAX_DEPTH ? project.functionOf(call.path, file) : undefined;
    if (target && !seen.has(target.value))
      take(longestWait(target.value.calls, target.file, project, new Set([...seen, target.value])));
  }
  return longest;
}

function waitOf(call: CallRecord, file: FileSummary, project: Project): Wait | undefined {
  const library = project.libraryNameOf(call.path, file);
  const told = (seconds: number | undefined): Wait | undefined =>
    seconds === undefined
      ? undefined
      : {
          text: call.text,
          seconds,
          duration: seconds === Infinity ? "" : durationText(seconds * 1000),
          at: { ...call.place, path: file.path },
        };
  if (library !== undefined && SLEEPS_FOR.test(library)) return told(secondsOf(call.arguments[0], file, project));
  const row = library === undefined ? undefined : WAITS.find(one => one.library.test(library));
  const given = call.arguments.find(
    argument =>
      argument.name === (row?.option ?? "timeout") ||
      (row?.position !== undefined && argument.name === undefined && argument.position === row.position),
  );
  if (given) {
    const waits = row !== undefined || (library === undefined ? REMOTE_TEXT.test(call.text) : isRemote(library));
    return waits ? told(secondsOf(given, file, project)) : undefined;
  }
  if (!row || call.arguments.some(argument => HANDED_ON.test(argument.value.key))) return undefined;
  return told(row.defaultSeconds);
}

/** `10`, `TIMEOUT`, `(3.05, 27)`, `httpx.Timeout(30)`; `None` waits without end. */
function secondsOf(argument: ArgumentRecord | undefined, file: FileSummary, project: Project): number | undefined {
  if (!argument) return undefined;
  const { value } = argument;
  if (typeof value.constant === "number") return value.constant;
  if (value.constant === null) return Infinity;
  const known = value.path && constantOf(project.reduce({ kind: "reference", path: value.path }, file));
  if (typeof known === "number") return known;
  const written = /^(?:(?:httpx\.)?Timeout)?\(\s*(\d+(?:\.\d+)?)\s*(?:,\s*(\d+(?:\.\d+)?)\s*)?\)$/u.exec(value.key);
  return written ? Math.max(Number(written[1]), Number(written[2] ?? 0)) : undefined;
}
