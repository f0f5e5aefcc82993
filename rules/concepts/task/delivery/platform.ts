/** A library row as the delivery that it stands for. */
import * as l10n from "@vscode/l10n";
import { worded } from "../../../libraries/phrase.ts";
import type { FilePlace } from "../../../finding.ts";
import { type DeliveryRow, SIGNED_WEBHOOK } from "../../../libraries/delivery.ts";
import { type Body, placeIn } from "../bodies.ts";
import type { Delivery, StepRecord } from "../task.ts";

export function platform(row: DeliveryRow, body: Body, place: FilePlace | StepRecord["place"]): Delivery {
  return {
    platform: worded(row.platform),
    ...(row.attempts === undefined ? {} : { attempts: { count: row.attempts, byDefault: true } }),
    onCrash: row.onCrash,
    onFailure: row.onFailure !== false,
    redelivers: row.redelivers === true,
    scheduled: row.scheduled === true,
    inPlace: row.inPlace === true,
    ...(row.webhook ? { webhook: true } : {}),
    failures: "all",
    proved: row !== SIGNED_WEBHOOK && row.scheduled !== true,
    reasons: [{ at: placeIn(body.file, place), message: reasonOf(row) }],
  };
}

/** A clock that is no library's: `at` is where it is told. */
export function byClock(at: FilePlace): Delivery {
  return {
    platform: l10n.t("the schedule"),
    onCrash: true,
    onFailure: false,
    redelivers: false,
    scheduled: true,
    inPlace: false,
    failures: "all",
    proved: false,
    reasons: [{ at, message: nextRun() }],
  };
}

const nextRun = () => l10n.t("The next scheduled run takes up whatever is not recorded as done.");

function reasonOf(row: DeliveryRow): string {
  if (row.inPlace) return l10n.t("{0} makes the call again after a failure.", row.platform);
  if (row.scheduled) return nextRun();
  return row === SIGNED_WEBHOOK
    ? l10n.t("The sender delivers at least once.")
    : l10n.t("{0} delivers at least once.", row.platform);
}

/** Whether the options in use leave any repetition. */
export function applies(row: DeliveryRow, delivery: Delivery, option: (name: string) => unknown): boolean {
  const asked = row.options?.some(name => isOn(option(name))) ?? false;
  const off = row.offWhenZero?.some(name => option(name) === 0 || option(name) === false) ?? false;
  delivery.onFailure = row.onFailure === "option" ? asked : row.onFailure && !off;
  return delivery.onCrash || delivery.onFailure;
}

const isOn = (value: unknown): boolean => value !== undefined && value !== 0 && value !== false && value !== null;

export function constantOf(value: { constant?: unknown } | undefined): unknown {
  return value === undefined ? undefined : "constant" in value ? value.constant : true;
}
