import type { ConceptKind } from "../concept.ts";
import { completeFailureLog } from "./complete.ts";
import type { FailureLog, FailureLogRecord } from "./failure-log.ts";
import { failureLogsIn } from "./recognise.ts";

export type { FailureLog } from "./failure-log.ts";

export const failureLog: ConceptKind<FailureLogRecord, FailureLog> = {
  name: "FailureLog",
  triggers: () => [".error(", ".exception(", ".critical(", ".fatal(", ".warning(", ".warn("],
  recognise: failureLogsIn,
  complete: completeFailureLog,
  isEmpty: ({ task }) => task === undefined,
};
