/** What repeats a Celery task: its options, the settings of the app and the beat. DOMAIN.md §1.1, §2.1. */
import * as l10n from "@vscode/l10n";
import type { FilePlace } from "../../../finding.ts";
import { CELERY_MAX_RETRIES, CELERY_TASK } from "../../../libraries/delivery.ts";
import type { CallOrReference } from "../../../project/summary.ts";
import { Apps, type Setting, tasksOf } from "../../task-settings/apps.ts";
import { EffectiveTask } from "../../task-settings/effective.ts";
import { type Bodies, type Body, placeIn } from "../bodies.ts";
import { failuresOf } from "./failures.ts";
import { byClock } from "./platform.ts";
import type { Delivery } from "../task.ts";

/** Early acknowledgement and no retry is the default: such a task runs at most once. */
export function celery(decorator: CallOrReference, body: Body, bodies: Bodies): Delivery | undefined {
  const option = (name: string) => decorator.arguments.find(argument => argument.name === name)?.value;
  const own = option("acks_late");
  const setting = own
    ? undefined
    : (knownSetting(effectiveTask(body, bodies)?.option("acks_late")) ?? acksLateSetting(bodies));
  const late = own ? own.constant === true : setting?.value === true;
  const auto = option("autoretry_for");
  const reasons: Delivery["reasons"] = [];
  if (late)
    reasons.push(
      own
        ? {
            at: placeIn(body.file, decorator.place),
            message: l10n.t("`acks_late=True`: the task is delivered again when the worker dies before it ends."),
          }
        : {
            at: setting!.at,
            message: l10n.t(
              "Late acknowledgement is on here: the task is delivered again when the worker dies before it ends.",
            ),
          },
    );
  if (auto)
    reasons.push({
      at: placeIn(body.file, decorator.place),
      message: l10n.t("`autoretry_for` runs the whole task again when it fails, {0}.", upTo(decorator)),
    });
  if (reasons.length === 0) return undefined;
  return {
    platform: "Celery",
    ...(auto ? attemptsOf(decorator) : {}),
    onCrash: late,
    onFailure: auto !== undefined,
    redelivers: false,
    scheduled: false,
    inPlace: false,
    proved: true,
    reasons,
    failures: auto ? failuresOf(auto.key, [], body.file, bodies) : "unknown",
  };
}

/** A Celery task that the beat starts by the clock. */
export function beaten(decorator: CallOrReference, body: Body, bodies: Bodies): Delivery | undefined {
  const library = bodies.project.libraryNameOf(decorator.path, body.file);
  if (library === undefined || !CELERY_TASK.test(library)) return undefined;
  const own = decorator.arguments.find(argument => argument.name === "name")?.value.constant ?? body.record.name;
  const place = beatSchedule(bodies).get(String(own)) ?? beatSchedule(bodies).get(body.record.name);
  return place && byClock(place);
}

function beatSchedule(bodies: Bodies): ReadonlyMap<string, FilePlace> {
  return bodies.project.memo("celery-beat", () => {
    const found = new Map<string, FilePlace>();
    for (const { name, value, at } of settingsOf(bodies))
      if (name === "beat" && typeof value === "string") {
        found.set(value, at);
        found.set(value.slice(value.lastIndexOf(".") + 1), at);
      }
    return found;
  });
}

function attemptsOf(decorator: CallOrReference): Pick<Delivery, "attempts"> {
  const given = decorator.arguments.find(argument => argument.name === "max_retries")?.value;
  if (!given) return { attempts: { count: CELERY_MAX_RETRIES + 1, byDefault: true } };
  if (given.constant === null) return { attempts: { count: Infinity, byDefault: false } };
  return typeof given.constant === "number" ? { attempts: { count: given.constant + 1, byDefault: false } } : {};
}

/** "up to 3 times": the default of Celery's `max_retries`, DOMAIN.md §1.1. */
export function upTo(decorator: CallOrReference | undefined): string {
  const given = decorator?.arguments.find(argument => argument.name === "max_retries")?.value;
  if (given && given.constant === null) return l10n.t("for ever");
  if (given && typeof given.constant !== "number") return l10n.t("as often as `max_retries` allows");
  return l10n.t("up to {0} times", Number(given?.constant ?? CELERY_MAX_RETRIES));
}

/** The task as its class, its annotations and its app make it. */
function effectiveTask(body: Body, bodies: Bodies): EffectiveTask | undefined {
  const record = tasksOf(body.file).find(one => one.functionId === body.record.functionId);
  return record && new EffectiveTask(record, body.file, Apps.of(bodies.project));
}

function knownSetting(setting: Setting | undefined): { value: boolean; at: FilePlace } | undefined {
  return setting?.is === "known" ? { value: setting.value === true, at: setting.at } : undefined;
}

function acksLateSetting(bodies: Bodies): { value: boolean; at: FilePlace } | undefined {
  const setting = settingsOf(bodies).find(one => one.name === "task_acks_late");
  return setting && { value: setting.value === true, at: setting.at };
}

function settingsOf(bodies: Bodies): readonly { name: string; value: boolean | string; at: FilePlace }[] {
  return bodies.project.gather("task-queue-settings", "Task", file =>
    [...bodies.in(file)].flatMap(body =>
      body.record.settings.map(({ name, value, place }) => ({ name, value, at: placeIn(file, place) })),
    ),
  );
}
