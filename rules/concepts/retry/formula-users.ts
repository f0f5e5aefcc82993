/** Who takes a delay from a function that computes it. */
import type { Project } from "../../project/project.ts";
import type { FileSummary } from "../../project/summary.ts";
import { partsOf, type Symbolic } from "../../semantics/symbolic.ts";
import { attemptsOf, fromChecks } from "./attempts.ts";
import type { RetryRecord } from "./record.ts";
import type { Attempts } from "./retry.ts";

export interface User {
  file: FileSummary;
  record: RetryRecord;
}

export function usersOf(record: RetryRecord, file: FileSummary, project: Project): User[] {
  const all = project.memo("retry formula users", () => {
    const users = new Map<string, User[]>();
    for (const other of project.filesWith("Retry"))
      for (const user of other.concepts["Retry"] as RetryRecord[]) {
        if (user.kind === "formula") continue;
        for (const delay of user.delays)
          for (const target of appliedFunctions(delay.value, other, project)) {
            const key = `${target.file.path}\0${target.id}`;
            users.set(key, [...(users.get(key) ?? []), { file: other, record: user }]);
          }
      }
    return users;
  });
  return all.get(`${file.path}\0${record.functionId}`) ?? [];
}

/** The loosest of the users' limits: the formula must be right for all of them. */
export function attemptsOfUsers(record: RetryRecord, users: User[], file: FileSummary, project: Project): Attempts {
  const all = users.map(user => attemptsOf(user.record, user.file, project));
  const absent = all.find(one => one.is === "absent");
  if (absent) return absent;
  const unlimited = all.find(one => one.is === "unknown" && !one.bound);
  if (all.length === 0 || unlimited) return fromChecks(record, file, project) ?? { is: "unknown" };
  const open = all.find(one => one.is === "unknown");
  if (open) return open;
  return all.reduce((most, one) =>
    one.is === "known" && most.is === "known" && one.retries > most.retries ? one : most,
  );
}

/** The project's functions whose result goes into a value. */
export function appliedFunctions(
  value: Symbolic,
  file: FileSummary,
  project: Project,
): { file: FileSummary; id: string }[] {
  const own = value.kind === "apply" ? project.functionOf(value.path, file) : undefined;
  return [
    ...(own ? [{ file: own.file, id: own.value.id }] : []),
    ...partsOf(value).flatMap(part => appliedFunctions(part, file, project)),
  ];
}
