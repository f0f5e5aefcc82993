/** A count that nobody raises: the check that reads it always allows. */
import * as l10n from "@vscode/l10n";
import type { Project } from "../../project/project.ts";
import type { FileSummary } from "../../project/summary.ts";
import { isTestPath } from "../../project/test-code.ts";
import type { Verdict } from "./rate-limiter.ts";
import type { CounterRecord } from "./record.ts";
import { type Usage, usageOf } from "./usage.ts";

const UNKNOWN: Verdict = { kind: "unknown" };

export function judgeCounter(record: CounterRecord, file: FileSummary, project: Project): Verdict {
  const usage = usageOf(project);
  const owner = record.className;
  const raised = record.raisers.some(raiser =>
    owner === undefined ? usage.isLive(file, raiser.name) : isCalled(raiser, owner, file, project, usage),
  );
  if (raised) return { kind: "enforced" };
  // When nobody uses the check either, the limiter itself is the finding.
  const checked =
    owner === undefined ? record.readers.some(reader => usage.isLive(file, reader.name)) : usage.isLive(file, owner);
  if (!checked) return UNKNOWN;
  const reader = record.readers[0]!;
  return {
    kind: "notEnforced",
    reason: "neverCounted",
    proved: false,
    data: { name: record.name, check: reader.name, count: record.count },
    story: record.readers.slice(0, 2).map(one => ({
      ...one.place,
      path: file.path,
      message: l10n.t("`{0}` compares `{1}` with the limit.", one.name, record.count),
    })),
  };
}

function isCalled(
  raiser: CounterRecord["raisers"][number],
  owner: string,
  file: FileSummary,
  project: Project,
  usage: Usage,
): boolean {
  if (project.callersOf(file, raiser.functionId).some(site => !isTestPath(site.file.path))) return true;
  if (project.referencesTo(file, owner).some(site => site.reference.use === "base" && !isTestPath(site.file.path)))
    return true;
  return [...project.files()].some(one =>
    usage
      .wiringOf(one)
      .some(
        wiring =>
          wiring.what === "counting" &&
          wiring.text === raiser.name &&
          (wiring.near || one === file || one.imports.some(record => project.moduleOf(record.module, one) === file)),
      ),
  );
}
