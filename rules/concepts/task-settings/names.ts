/** Names that are no setting or option, and what they were meant to be. */
import {
  CELERY_SETTINGS,
  DEAD_SETTINGS,
  FOREIGN_TASK_OPTIONS,
  OLD_SETTINGS,
  SETTING_OF_OPTION,
  SETTING_PREFIX,
  TASK_OPTIONS,
} from "../../libraries/celery-settings.ts";

const NAMESPACE = "celery_";
/** Names before 4.0 and what they begin with now. celery@5.6.3 app/defaults.py OLD_NS, OLD_NS_WORKER, OLD_NS_BEAT. */
const OLD_PREFIXES = [
  ["celery_", "task"],
  ["celeryd_", "worker"],
  ["celerybeat_", "beat"],
] as const;
/** Shorter names are near to too many others. */
const MIN_LENGTH = 6;
const MAX_DISTANCE = 2;

/** A setting in today's spelling: lower case, without the namespace. */
export function canonical(written: string): string {
  const lower = written.toLowerCase();
  const old = OLD_SETTINGS[lower];
  if (old !== undefined) return old;
  if (written === lower) return lower;
  for (const [prefix, family] of OLD_PREFIXES) {
    const name = lower.startsWith(prefix) ? `${family}_${lower.slice(prefix.length)}` : "";
    if (isSetting(name)) return name;
  }
  return lower.startsWith(NAMESPACE) ? lower.slice(NAMESPACE.length) : lower;
}

export const isSetting = (name: string): boolean => CELERY_SETTINGS.has(name);

export const deadSetting = (name: string) =>
  isSetting(name) ? undefined : DEAD_SETTINGS.find(row => row.name.test(name));

/** The setting that a name is one or two slips away from. */
export function nearSetting(name: string): string | undefined {
  if (isSetting(name) || deadSetting(name)) return undefined;
  const candidates = [...CELERY_SETTINGS].filter(one => SETTING_PREFIX.test(one));
  return SETTING_PREFIX.test(name) ? nearest(name, candidates) : undefined;
}

/** A task's option written as a setting of the app: `acks_late` instead of `task_acks_late`. */
export const settingOfOption = (name: string): string | undefined =>
  isSetting(name) ? undefined : SETTING_OF_OPTION[name];

export const isOption = (name: string): boolean => TASK_OPTIONS.has(name);

export const foreignOption = (name: string) =>
  isOption(name) ? undefined : FOREIGN_TASK_OPTIONS.find(row => row.name.test(name));

export function nearOption(name: string): string | undefined {
  if (isOption(name) || foreignOption(name)) return undefined;
  // The setting's name on a task: `task_time_limit` for `time_limit`.
  const plain = name.replace(/^task_/u, "");
  if (plain !== name && SETTING_OF_OPTION[plain] === name) return plain;
  return nearest(name, [...TASK_OPTIONS]);
}

/** A name that would be a finding unless something reads it. */
export function isSuspect(name: string): boolean {
  const setting = canonical(name);
  return (
    deadSetting(setting) !== undefined ||
    nearSetting(setting) !== undefined ||
    foreignOption(name) !== undefined ||
    nearOption(name) !== undefined
  );
}

function nearest(name: string, candidates: readonly string[]): string | undefined {
  if (name.length < MIN_LENGTH) return undefined;
  let best: { name: string; distance: number } | undefined;
  for (const candidate of candidates) {
    if (candidate.length < MIN_LENGTH || Math.abs(candidate.length - name.length) > MAX_DISTANCE) continue;
    // A slip at the very start is rare, and every member of a program is compared.
    if (candidate[0] !== name[0] && candidate[1] !== name[1]) continue;
    const distance = slips(name, candidate);
    if (distance <= allowed(name) && (!best || distance < best.distance)) best = { name: candidate, distance };
  }
  return best?.name;
}

/** Two slips in a short word make another word. */
const allowed = (name: string): number => (name.length < 10 ? 1 : MAX_DISTANCE);

/** Letters to add, drop, change or swap with their neighbour (optimal string alignment). */
function slips(left: string, right: string): number {
  let before: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const row = [i];
    for (let j = 1; j <= right.length; j++) {
      const same = left[i - 1] === right[j - 1] ? 0 : 1;
      let least = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + same);
      if (i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1])
        least = Math.min(least, before[j - 2]! + 1);
      row.push(least);
    }
    before = last;
    last = row;
  }
  return last[right.length]!;
}
