import { MAKING_WORDS, WRITES } from "../../libraries/lookups.ts";
import type { ConceptKind } from "../concept.ts";
import { lookedThenInserted } from "./complete.ts";
import { unkeyedWrites } from "./inserted.ts";
import type { LookupInsert, LookupRecord, WriteRecord } from "./lookup-insert.ts";
import { lookups, writes } from "./recognise.ts";
import { lookedThenCreated } from "./remote.ts";

export type { LookupInsert, UpsertFault, UpsertRepair } from "./lookup-insert.ts";

/** Something is looked for, and made when it is not there. */
export const lookupInsert: ConceptKind<LookupRecord | WriteRecord, LookupInsert> = {
  name: "LookupInsert",
  triggers: () => [...WRITES, ...MAKING_WORDS],
  recognise: model => [...lookups(model), ...writes(model)],
  complete: (record, file, project) => ({
    type: "LookupInsert",
    start: record.start,
    end: record.end,
    faults:
      record.kind === "write"
        ? unkeyedWrites(record, file, project)
        : [...lookedThenInserted(record, file, project), ...lookedThenCreated(record, file, project)],
  }),
};
