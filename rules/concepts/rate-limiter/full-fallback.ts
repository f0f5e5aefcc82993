/** A fallback that is made with the numbers of the limiter that it stands in for, though each process has one. */
import type { FilePlace } from "../../finding.ts";
import type { Project } from "../../project/project.ts";
import type { CallRecord, FileSummary } from "../../project/summary.ts";
import { isTestPath } from "../../project/test-code.ts";
import { words } from "./names.ts";
import type { ContainerRecord } from "./storage-record.ts";

const GIVEN_AS = /fallback|insurance|backup/u;
const QUANTITY = /\b(?:limit|rate|burst|points|max|requests|capacity|tokens|quota)\b/u;

/** Where such a one is made: both calls stand in one function, and say the same of each quantity that both are given. */
export function fullFallback(record: ContainerRecord, file: FileSummary, project: Project): FilePlace | undefined {
  if (record.kind !== "class") return undefined;
  for (const { file: home, reference } of project.referencesTo(file, record.unit)) {
    if (reference.use !== "call" || isTestPath(home.path)) continue;
    const calls = home.functions.find(fn => fn.id === reference.within)?.calls ?? [];
    const made = calls.find(call => call.place.start === reference.place.start);
    const main = made && calls.find(call => call !== made && takesFallback(call) && saysTheSame(made, call));
    if (made && main) return { ...made.place, path: home.path };
  }
  return undefined;
}

function takesFallback(call: CallRecord): boolean {
  return call.arguments.some(({ name }) => name !== undefined && GIVEN_AS.test(words(name)));
}

function saysTheSame(made: CallRecord, main: CallRecord): boolean {
  const quantities = made.arguments.filter(({ name }) => name !== undefined && QUANTITY.test(words(name)));
  const same = quantities.filter(({ name, value }) =>
    main.arguments.some(other => other.name === name && other.value.key === value.key),
  );
  return same.length > 0 && same.length === quantities.length;
}
