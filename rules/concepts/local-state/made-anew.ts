/** An object that each run makes for itself and forgets at its end: what it keeps for later is never there. */
import * as l10n from "@vscode/l10n";
import type { Project } from "../../project/project.ts";
import type { CallRecord, FileSummary, FunctionRecord } from "../../project/summary.ts";
import { isTestPath } from "../../project/test-code.ts";
import type { LocalState, LocalStateRecord } from "./local-state.ts";
import { type Reached, reachedFrom } from "./reach.ts";

interface Making {
  file: FileSummary;
  fn: FunctionRecord;
  call: CallRecord;
}

/** Undefined when any place may keep the object, or none is reached from a request or a task. */
export function madeAnew(
  record: LocalStateRecord,
  file: FileSummary,
  project: Project,
): Pick<LocalState, "writer" | "story"> | undefined {
  const places = project
    .referencesTo(file, record.owner ?? "")
    .filter(({ file: home, reference }) => reference.use === "call" && !isTestPath(home.path));
  const makings = places.flatMap(({ file: home, reference }): Making[] => {
    const fn = reference.within === "" ? undefined : home.functions.find(one => one.id === reference.within);
    const call = fn?.calls.find(one => one.place.start === reference.place.start);
    return fn && call ? [{ file: home, fn, call }] : [];
  });
  if (makings.length < places.length || !makings.every(making => isLocal(making, record, project))) return undefined;
  for (const making of makings) {
    const from = reachedFrom(making.file, making.fn.id, project)[0];
    if (from) return { writer: from.title, story: [told(making, from)] };
  }
  return undefined;
}

/** Bound to a name of the function, which the module does not keep and no decorator remembers. */
function isLocal({ file, fn, call }: Making, { owner }: LocalStateRecord, project: Project): boolean {
  const { result } = call;
  if (call.use !== "bound" || result === undefined || !/^[a-z_]\w*$/iu.test(result)) return false;
  if (file.variables.some(one => one.name === result)) return false;
  if (fn.returns.some(path => project.classOf(path, file)?.value.name === owner)) return false;
  return fn.decorators.every(one => !/cache|singleton/iu.test(one.path?.steps.join("") ?? ""));
}

function told({ file, call }: Making, from: Reached) {
  return { ...call.place, path: file.path, message: l10n.t("Made anew for each run of {0}.", from.title) };
}
