/** A recorded container with who writes and who reads it, and whether they share a process. */
import * as l10n from "@vscode/l10n";
import type { Related } from "../../finding.ts";
import { OPERATOR_PATH } from "../../libraries/remote-calls.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary } from "../../project/summary.ts";
import { isTestPath } from "../../project/test-code.ts";
import { deploymentOf, runsQueue, type SeveralProcesses } from "../deployment/index.ts";
import { isForeignPath } from "../rate-limiter/places.ts";
import type { LocalState, LocalStateRecord, UseRecord } from "./local-state.ts";
import { madeAnew } from "./made-anew.ts";
import { type Reached, reachedFrom } from "./reach.ts";

/** Decorators that run a function once. */
const REMEMBERS = /(?:^|\.)(?:lru_cache|cache|cached|singleton)(?:\(\))?$/u;

interface User {
  use: UseRecord;
  from: Reached;
}

export function completeLocalState(record: LocalStateRecord, file: FileSummary, project: Project): LocalState {
  const { start, end, name, kind } = record;
  const base = { type: "LocalState" as const, start, end, name, kind };
  const nobody = { writer: "", reader: "", routes: [], several: undefined, story: [] };
  const silent: LocalState = { ...base, runs: "unknown", ...nobody };
  if (isTestPath(file.path) || isForeignPath(file.path) || OPERATOR_PATH.test(file.path)) return silent;
  if (kind === "token") {
    const anew = madeAnew(record, file, project);
    return anew ? { ...silent, runs: "anew", ...anew } : silent;
  }
  if (record.owner !== undefined && !isMadeOnce(record.owner, file, project)) return silent;
  const writers = usersOf(record.writers, file, project);
  const readers = usersOf(record.readers, file, project);
  const routes = [...writers, ...readers].flatMap(({ from }) => (from.by === "route" ? [from.title] : []));
  const apart = pairApart(writers, readers);
  if (apart) return { ...base, runs: "apart", routes, several: undefined, ...told(apart, file) };
  const writer = writers[0];
  const reader = readers.find(one => one.from.title !== writer?.from.title) ?? readers[0];
  if (!writer || !reader) return silent;
  const several = severalOf([...writers, ...readers], file, project);
  const pair = told([writer, reader], file, several);
  return { ...base, runs: several ? "several" : "one", routes, several, ...pair };
}

/** A class of which the program has one instance: the module makes it, keeps it, or remembers what made it. */
function isMadeOnce(owner: string, file: FileSummary, project: Project): boolean {
  return project.referencesTo(file, owner).some(site => {
    const { reference, file: home } = site;
    if (reference.use !== "call" || isTestPath(home.path)) return false;
    if (reference.within === "" || isKept(owner, file, home, project)) return true;
    const around = home.functions.find(fn => fn.id === reference.within);
    return around?.decorators.some(one => REMEMBERS.test(one.path ? one.path.steps.join("") : "")) ?? false;
  });
}

/** `_manager = None`, and a function that makes it when it is first asked for. */
function isKept(owner: string, file: FileSummary, home: FileSummary, project: Project): boolean {
  return home.variables.some(({ value, type }) =>
    [value, type].some(path => {
      const found = path && project.classOf(path, home);
      return found?.file === file && found.value.name === owner;
    }),
  );
}

function usersOf(uses: readonly UseRecord[], file: FileSummary, project: Project): User[] {
  return uses.flatMap(use => reachedFrom(file, use.functionId, project).map(from => ({ use, from })));
}

/** What a worker writes and a route reads, or the other way round: two programs. */
function pairApart(writers: readonly User[], readers: readonly User[]): [User, User] | undefined {
  for (const [there, here] of [
    ["task", "route"],
    ["route", "task"],
  ] as const) {
    const writer = writers.find(one => one.from.by === there);
    const reader = readers.find(one => one.from.by === here);
    const mixed = writers.some(one => one.from.by === here) || readers.some(one => one.from.by === there);
    if (writer && reader && !mixed) return [writer, reader];
  }
  return undefined;
}

/** A queue's workers run neither requests nor what only requests reach. */
function severalOf(users: readonly User[], file: FileSummary, project: Project): SeveralProcesses | undefined {
  const inTasks = users.some(one => one.from.by === "task");
  return deploymentOf(file, project).several.find(one => inTasks || !runsQueue(one));
}

function told(
  [writer, reader]: readonly [User, User],
  file: FileSummary,
  several?: SeveralProcesses,
): Pick<LocalState, "writer" | "reader" | "story"> {
  const story: Related[] = [
    { ...writer.use.place, path: file.path, message: l10n.t("Written here, for {0}.", writer.from.title) },
    { ...reader.use.place, path: file.path, message: l10n.t("Read here, for {0}.", reader.from.title) },
    ...(several?.place ? [{ ...several.place, message: l10n.t("Here more than one process is started.") }] : []),
  ];
  return { writer: writer.from.title, reader: reader.from.title, story };
}
