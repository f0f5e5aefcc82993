/** A count in a shared store that limits something and is raised in more than one step, so that requests come between. */
import * as l10n from "@vscode/l10n";
import type { Related } from "../../finding.ts";
import { countStore, type CountStore } from "../../libraries/count-stores.ts";
import { limitAnswer } from "../../libraries/limit-answers.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary } from "../../project/summary.ts";
import type { ConceptKind, ConceptNode } from "../concept.ts";
import type { ExpireRepair, LimitCountRecord } from "./count-record.ts";
import { isForeignPath } from "./places.ts";
import { limitCountsIn } from "./recognise-count.ts";

export interface LimitCount extends ConceptNode {
  type: "LimitCount";
  /** The key or table as written. */
  key: string;
  /**
   * leftover: the key may be left without a time to live. sliding: every call moves the end of the window. overrun: requests
   * between the steps pass together.
   */
  race: "leftover" | "sliding" | "overrun" | undefined;
  /** What is left over is a little memory, as the key changes with time. */
  harmless: boolean;
  /** The store or library is known, not only the names of the calls. */
  proved: boolean;
  first: string;
  second: string;
  story: Related[];
  /** An option of the call that sets the time to live only when there is none. */
  option?: { at: number; text: string };
  repair?: ExpireRepair & { together: NonNullable<CountStore["together"]>; client: string };
}

export const limitCount: ConceptKind<LimitCountRecord, LimitCount> = {
  name: "LimitCount",
  triggers: () => ["incr", "getRemaining", "count", "get", "zcard", "zCard", "imit", "hrottl", "ttempt"],
  recognise: limitCountsIn,
  complete,
};

function complete(record: LimitCountRecord, file: FileSummary, project: Project): LimitCount {
  const base = { type: "LimitCount", start: record.start, end: record.end, key: record.key } as const;
  if (record.form === "expire-apart") {
    const store = countStore(project.libraryNameOf(record.clientPath, file));
    return {
      ...base,
      race: isForeignPath(file.path) ? undefined : record.each ? "sliding" : "leftover",
      harmless: record.windowed,
      proved: store !== undefined,
      first: "raised",
      second: l10n.t("its time to live"),
      story: [
        {
          ...record.first,
          path: file.path,
          message: record.each
            ? l10n.t("Here the count grows; it starts again only when the key expires.")
            : l10n.t("Here the key comes into being, without a time to live."),
        },
      ],
      ...(record.each && store?.together
        ? { option: { at: record.each.closing, text: `, ${store.together.notExists}` } }
        : {}),
      ...(record.repair && store?.together
        ? { repair: { ...record.repair, together: store.together, client: record.client } }
        : {}),
    };
  }
  const library =
    record.form === "peek"
      ? limitAnswer(countingName(record.write, project.libraryNameOf(record.path, file)))
      : undefined;
  const isKnown = record.form !== "peek" || library !== undefined;
  return {
    ...base,
    race: isKnown && !isForeignPath(file.path) ? "overrun" : undefined,
    harmless: false,
    proved:
      record.form === "read-then-write" && countStore(project.libraryNameOf(record.clientPath, file)) !== undefined,
    first: record.read,
    second: record.write,
    story: [
      ...(record.form === "peek"
        ? []
        : [{ ...record.compared, path: file.path, message: l10n.t("Here what was read is compared.") }]),
      {
        ...record.second,
        path: file.path,
        message: l10n.t("Only here the count grows; requests that read before this all pass."),
      },
    ],
  };
}

/** `….getRemaining` is asked of what `….limit` counts. */
function countingName(member: string, peek: string | undefined): string | undefined {
  return peek === undefined ? undefined : `${peek.slice(0, peek.lastIndexOf("."))}.${member}`;
}
