/** What a second run of some work would make again. */
import * as l10n from "@vscode/l10n";
import type { FilePlace, Related } from "../../finding.ts";
import { type Bodies, type Body, placeIn } from "../task/bodies.ts";
import { type Effect, Effects } from "../task/effect/effects.ts";
import { consequenceOf } from "../task/effect/phrase.ts";
import { before } from "../task/order.ts";
import type { StepRecord } from "../task/task.ts";
import type { FlagRecord, RunFault, RunRecord } from "./run.ts";

export interface RepeatedEffect {
  told: Pick<RunFault, "work" | "consequence" | "looped">;
  /** The work looks whether a run of this process is going. */
  flagged: boolean;
  story: Related[];
}

/** Effects outside the program that a second run makes again. Rows that it adds may meet a key that nobody has written down. */
const OUTSIDE: ReadonlySet<string> = new Set(["mail", "sms", "chat", "push", "charge", "request", "render"]);
const MAX_DEPTH = 5;

export function repeatedEffect(work: Body, bodies: Bodies): RepeatedEffect | undefined {
  const effects = Effects.of(bodies);
  const made = effects
    .in(work)
    .filter(effect => OUTSIDE.has(effect.kind) && effect.proved && !isMarkedFirst(effect, work, bodies));
  const effect = made.find(one => isLooped(one)) ?? made[0];
  if (!effect) return undefined;
  return {
    told: { work: nameOf(work), consequence: consequenceOf(effect), looped: isLooped(effect) },
    flagged: isFlagged(work, bodies, 0),
    story: storyOf(effect, work),
  };
}

/** In a loop of the work itself or of a function on the way. */
function isLooped(effect: Effect): boolean {
  if (effect.step.loops.length > 0) return true;
  return effect.through.some(body =>
    body.record.steps.some(step => step.loops.length > 0 && reaches(step, effect, body)),
  );
}

/** The step is the effect's own call, or calls the next function on the way. */
function reaches(step: StepRecord, effect: Effect, body: Body): boolean {
  if (body.file.path === effect.at.path && step.place.start === effect.at.start) return true;
  const next = effect.through[effect.through.indexOf(body) + 1];
  const last = step.path?.steps.findLast(one => one.startsWith("."))?.slice(1);
  return next !== undefined && last !== undefined && next.record.name.split(".").at(-1) === last;
}

/** What is worked on is written down as taken before the effect is made: the next run does not pick it. */
function isMarkedFirst(effect: Effect, work: Body, bodies: Bodies): boolean {
  const marks = (step: StepRecord, body: Body) =>
    before(step, body.record).some(
      earlier =>
        step.loops.every(loop => earlier.loops.includes(loop)) &&
        (earlier.record !== undefined ||
          bodies.at(earlier.path, body.file)?.record.steps.some(inner => inner.record !== undefined && !inner.handler)),
    );
  if (marks(effect.step, work)) return true;
  return effect.through.some(body => {
    const step = body.record.steps.find(one => reaches(one, effect, body));
    return step !== undefined && marks(step, body);
  });
}

/** The work, or a function on its way, looks whether a run is going. */
function isFlagged(body: Body, bodies: Bodies, depth: number): boolean {
  const records = (body.file.concepts["Run"] ?? []) as RunRecord[];
  const isFlag = (record: RunRecord): record is FlagRecord => record.form === "flag";
  if (records.some(record => isFlag(record) && record.functionId === body.record.functionId)) return true;
  if (depth >= MAX_DEPTH) return false;
  // Only what the work begins with: a look in the middle of a long run guards what comes after it.
  return body.record.steps
    .slice(0, 3)
    .some(step => bodies.targets(step, body).some(target => target !== body && isFlagged(target, bodies, depth + 1)));
}

function nameOf(work: Body): string {
  const name = work.record.name.split(".").at(-1) ?? "";
  return name === "" || name.startsWith("@") ? l10n.t("the work") : name;
}

function storyOf(effect: Effect, work: Body): Related[] {
  const at: FilePlace = placeIn(work.file, effect.step.place);
  const made: Related = {
    ...effect.at,
    message: l10n.t("`{0}` makes the effect; nothing before it is taken by one run only.", effect.text),
  };
  return effect.through.length === 0 ? [made] : [{ ...at, message: l10n.t("The work leads here.") }, made];
}
