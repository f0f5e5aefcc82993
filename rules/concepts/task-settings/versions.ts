/** Settings that the installed version does not know yet. Only an exact version counts: an unknown one may know it. */
import { SETTINGS_SINCE } from "../../libraries/celery-settings.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary } from "../../project/summary.ts";

export function newerThanInstalled(
  setting: string,
  file: FileSummary,
  project: Project,
): { since: string; installed: string } | undefined {
  const since = SETTINGS_SINCE[setting];
  const installed = since && project.versionOf("celery", file);
  if (!since || !installed?.exact) return undefined;
  const [major = 0, minor = 0] = installed.version.split(".").map(Number);
  const knows = major > since.major || (major === since.major && minor >= since.minor);
  return knows ? undefined : { since: `${since.major}.${since.minor}`, installed: installed.version };
}
