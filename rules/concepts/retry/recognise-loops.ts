/** Home-made retries: loops that try again after a failure, and loops that ask until something is there. */
import * as l10n from "@vscode/l10n";
import type { Call, Expression, Loop, Node } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import { isRemote, LOST_RACE, REFUSED, REMOTE_TEXT } from "../../libraries/remote-calls.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { Reader } from "./counters.ts";
import { delayRecords } from "./delays.ts";
import { jitterPlace } from "./jitter-place.ts";
import { isEndless, limitsAt, oneLine } from "./limits.ts";
import { limitsAround } from "./recognise-library.ts";
import type { LimitRecord, RetryRecord, TriedRecord } from "./record.ts";
import { extent } from "./schedule.ts";
import { mayStop } from "./stops.ts";
import { attemptCalls, type Trial, trialOf } from "./trials.ts";
import { waitsIn } from "./waits.ts";

export function recogniseLoops(model: FileModel): RetryRecord[] {
  return model.nodesOf("loop").flatMap(loop => {
    const trial = trialOf(loop, model);
    return trial ? [recordOf(trial, model)] : [];
  });
}

function recordOf(trial: Trial, model: FileModel): RetryRecord {
  const { loop } = trial;
  const waits = waitsIn(loop, model);
  const reader = new Reader(model);
  const seen = new Set<number>();
  const delays = waits
    .flatMap(wait =>
      delayRecords(wait.delay, wait.unit, model, reader).map(delay => ({
        ...delay,
        ...(wait.waiter ? { waiter: wait.waiter } : {}),
        ...jitterPlace(wait.delay, model),
      })),
    )
    .filter(delay => !seen.has(delay.place.start) && seen.add(delay.place.start));
  const goesOn: Node = waits[0]?.node ?? trial.handler ?? loop.body.at(-1) ?? loop;
  const around = limitsAround(loop, model);
  const limits = [...limitsAt(goesOn, reader), ...deadlinesAround(loop, model), ...(around?.limits ?? [])];
  return {
    start: loop.headSpan.start,
    end: loop.headSpan.end,
    kind: trial.on === "state" ? "poll" : "loop",
    name: nameOf(loop, model),
    functionId: model.functionId(model.enclosingFunction(loop)),
    at: model.place(loop.headSpan),
    body: { place: model.place(trial.body) },
    ...(trial.handler ? { handler: model.place(trial.handler) } : {}),
    delays,
    waits: "none",
    tries: triedIn(trial, model),
    limits,
    ...endlessBecause(trial, limits, model),
    ...(reader.counter === undefined ? {} : { counter: reader.counter, stored: reader.stored }),
  };
}

function endlessBecause(trial: Trial, limits: LimitRecord[], model: FileModel): Pick<RetryRecord, "endless"> {
  const { loop } = trial;
  const byHead = isEndless(loop, model) || (loop.test !== undefined && trial.decides.includes(loop.test));
  if (!byHead || limits.some(limit => limit.deadline === true || extent(limit.holds).to !== undefined)) return {};
  if (mayStop(loop, trial.decides, model)) return {};
  return {
    endless: l10n.t(
      "`{0}` ends on success only",
      oneLine(model.source(loop.headSpan))
        .replace(/[:{]\s*$/u, "")
        .trim(),
    ),
  };
}

/** `async with asyncio.timeout(30):`, `with Timeout(10):` around the loop. */
function deadlinesAround(loop: Loop, model: FileModel): LimitRecord[] {
  const found: LimitRecord[] = [];
  for (let at: Node | undefined = loop.parent; at && at.kind !== "function"; at = at.parent) {
    if (at.kind !== "with") continue;
    for (const { context } of at.items) {
      const text = oneLine(model.source(context));
      if (/timeout|deadline|fail_after|move_on_after|time_limit/iu.test(text))
        found.push({ holds: { kind: "unknown", text }, place: model.place(context), text, deadline: true });
    }
  }
  return found;
}

const MAX_CALLS = 12;

/** Names of functions that run once, when a process starts, and have nothing better to do than to wait. */
export const STARTS =
  /^_?(re)?connect|subscribe|listen|socket|^_?(start|init|initiali[sz]e|boot|bootstrap|set_?up|launch|ensure)_?(up|server|db|database|app|worker|service|consumer|redis|queue|client)?$|(wait|retry)_?(for|until)_?(\w{1,60}_)?(db|database|postgres|mysql|redis|mongo|rabbit|kafka|broker|server|service|connection|migration)|connection$/iu;

function triedIn(trial: Trial, model: FileModel): TriedRecord {
  const calls = attemptCalls(trial, model);
  const tests = [...trial.decides.map(test => model.source(test)), textOfBranches(trial.loop, model)].join("\n");
  return {
    ...triedBy(calls, model),
    ...(STARTS.test(nameOf(trial.loop, model).replaceAll("`", "")) ? { opens: true } : {}),
    ...(REFUSED.test(tests) ? { refused: true } : {}),
    ...(LOST_RACE.test(tests) ? { lostRace: true } : {}),
  };
}

/** The attempt as the calls that it makes; one that leaves the process says all. */
export function triedBy(calls: readonly Call[], model: FileModel): TriedRecord {
  const remote = calls.find(call => leaves(call, model));
  const told = new Map((remote ? [remote] : calls).map(call => [oneLine(model.source(call.callee)), call]));
  return {
    calls: [...told].slice(0, MAX_CALLS).map(([text, call]) => {
      const path = model.pathOf(call.callee);
      return { text, ...(path ? { path } : {}) };
    }),
    ...((remote ? [remote] : calls).some(call => OPENS.test(calleeName(call.callee))) ? { opens: true } : {}),
  };
}

function leaves(call: Call, model: FileModel): boolean {
  const library = model.libraryNameOf(call.callee);
  return library === undefined ? REMOTE_TEXT.test(model.source(call.callee).slice(0, 200)) : isRemote(library);
}

/** Names of calls that open a connection for the whole life of the process. */
const OPENS =
  /^(re_?)?connect(ion)?(?!ed)\w*$|^(\w{1,60}_)?(open|create|make|get|establish|ensure)_?(\w{1,60}_)?connection$|^\w*Connection$|^subscribe\w*$|^listen\w*$|^(start_?)?consum(e|ing)\w*$|^handshake$|^establish\w*$|^login$|^ping$|^serve$|^run_forever$|^start_polling$|^bootstrap$/iu;

/** Tests of branches and types of handlers in the loop. */
function textOfBranches(loop: Loop, model: FileModel): string {
  const texts: string[] = [];
  walk(loop, node => {
    if (node.kind === "function") return false;
    if (node.kind === "if") texts.push(model.source(node.test));
    if (node.kind === "handler") texts.push(...node.types.map(type => model.source(type)));
    return undefined;
  });
  return texts.join("\n");
}

export function calleeName(callee: Expression): string {
  return callee.kind === "name" || callee.kind === "member" ? callee.name : "";
}

function nameOf(loop: Loop, model: FileModel): string {
  const name = model.functionId(model.outermostFunction(loop)).split(".").at(-1) ?? "";
  return name === "" || name.startsWith("@") ? l10n.t("the loop") : `\`${name}\``;
}
