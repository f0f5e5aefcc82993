/** A soft limit that ends no task: the hard one has done it by then. */
import * as l10n from "@vscode/l10n";
import type { Related } from "../../finding.ts";
import { durationText } from "../retry/duration.ts";
import type { Apps, InForce, Setting } from "./apps.ts";

export interface LateSoft {
  /** "2 min". */
  soft: string;
  hard: string;
  /** Both are over at the same moment. */
  together: boolean;
  story: Related[];
}

export function lateSoftOf(soft: Setting, hard: Setting): LateSoft | undefined {
  if (soft.is !== "known" || hard.is !== "known") return undefined;
  if (typeof soft.value !== "number" || typeof hard.value !== "number") return undefined;
  if (hard.value <= 0 || soft.value < hard.value) return undefined;
  const story = [
    { ...soft.at, message: l10n.t("The soft limit is set here.") },
    { ...hard.at, message: l10n.t("The hard limit is set here.") },
  ];
  const [softText, hardText] = [soft.value, hard.value].map(seconds => durationText(seconds * 1000));
  return { soft: softText!, hard: hardText!, together: soft.value === hard.value, story };
}

/** At the app: for every task that sets neither. */
export function lateSoftSetting(one: InForce, apps: Apps): LateSoft | undefined {
  if (one.record.name !== "task_soft_time_limit") return undefined;
  return lateSoftOf(apps.valueFor(one.app, "task_soft_time_limit"), apps.valueFor(one.app, "task_time_limit"));
}
