/** Limits that are written where nothing reads them. */
import * as l10n from "@vscode/l10n";
import { limiterLibrary, REGISTERED_LIMITERS } from "../../libraries/limiters.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary } from "../../project/summary.ts";
import type { Verdict } from "./rate-limiter.ts";
import type { MisplacedRecord, PerRequestRecord, ThrottlerNameRecord } from "./record.ts";
import { usageOf } from "./usage.ts";
import type { Judgement } from "./verdict.ts";

const UNKNOWN: Verdict = { kind: "unknown" };

export function perRequest(record: PerRequestRecord, file: FileSummary, project: Project): Judgement {
  const title = limiterLibrary(project.libraryNameOf(record.maker, file))?.title;
  if (!(REGISTERED_LIMITERS.madeOnce.libraries as readonly string[]).includes(title ?? ""))
    return { library: title, uses: [], verdict: UNKNOWN };
  return {
    library: title,
    uses: [],
    verdict: {
      kind: "notEnforced",
      reason: "madePerRequest",
      proved: true,
      data: { name: record.name },
      story: [
        {
          ...record.used,
          path: file.path,
          message: l10n.t("Here a request is given to a limiter that has counted none."),
        },
      ],
    },
  };
}

/** Only where the plugin that would read it elsewhere is in use. */
export function misplaced(record: MisplacedRecord, project: Project): Verdict {
  const { library, under } = REGISTERED_LIMITERS.perRoute;
  const inUse = [...project.files()].some(file => file.imports.some(one => one.module === library));
  if (!inUse) return UNKNOWN;
  return {
    kind: "notEnforced",
    reason: "misplacedOption",
    proved: true,
    data: { name: record.name, under, library },
    story: [],
    ...(record.movable ? { repair: { kind: "wrapOption", property: record.property, under } as const } : {}),
  };
}

/** A name that none of the project's modules gives to a limit. */
export function unknownName(record: ThrottlerNameRecord, file: FileSummary, project: Project): Verdict {
  if (project.libraryNameOf(record.decorator, file) !== REGISTERED_LIMITERS.guarded.decorator) return UNKNOWN;
  const usage = usageOf(project);
  const modules = [...project.files()].flatMap(one =>
    usage.limitersOf(one).flatMap(limiter => (limiter.form === "module" ? [limiter] : [])),
  );
  if (modules.length === 0 || modules.some(module => !module.names || module.names.includes(record.name)))
    return UNKNOWN;
  const names = modules.flatMap(module => module.names ?? []);
  return {
    kind: "notEnforced",
    reason: "unknownThrottler",
    proved: true,
    data: { name: record.name, names: names.map(name => `\`${name}\``).join(", ") },
    story: [],
  };
}
