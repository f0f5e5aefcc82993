/** What a retry repeats: the part of a function, which failures come back to it, and what its options say. */
import type { Span } from "../../ir/nodes.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary } from "../../project/summary.ts";
import type { RetryRecord } from "../retry/record.ts";
import { within } from "./classes.ts";
import { recordOf } from "./leaving.ts";
import type { FailureRecord, HandlerRecord, SelectionRecord, TryRecord } from "./record.ts";

export interface Repeated {
  file: FileSummary;
  functionId: string;
  record: FailureRecord | undefined;
  /** Undefined: the whole function. */
  span?: Span;
  /** The handler that makes the retry go on, with its `try`. */
  handling?: { attempt: TryRecord; handler: HandlerRecord };
  /** What the library was told. */
  selection?: SelectionRecord;
}

export function repeatedOf(retry: RetryRecord, file: FileSummary, project: Project): Repeated | undefined {
  if (retry.kind === "formula" || retry.kind === "schedule" || !retry.body) return undefined;
  const record = recordOf(file, retry.functionId);
  if (retry.handler) {
    const { handler: place } = retry;
    for (const attempt of record?.tries ?? [])
      for (const handler of attempt.handlers)
        if (handler.start <= place.start && place.start < handler.end)
          // `self.retry(args=(remaining,))` goes on with the rest.
          return handler.retries === "other"
            ? undefined
            : { file, functionId: retry.functionId, record, span: attempt.body, handling: { attempt, handler } };
    return undefined;
  }
  if (retry.kind === "loop") return undefined;
  const selection = selectionOf(retry, file);
  // `self.retry()` outside a handler repeats what the code asks for, not what failed.
  if (retry.kind === "task" && retry.library?.name === "celery" && selection?.classes === undefined) return undefined;
  const chosen = selection ? { selection } : {};
  if (retry.body.functionId !== undefined) {
    const { functionId } = retry.body;
    return { file, functionId, record: recordOf(file, functionId), ...chosen };
  }
  if (retry.body.path) {
    const found = project.functionOf(retry.body.path, file);
    return (
      found && { file: found.file, functionId: found.value.id, record: recordOf(found.file, found.value.id), ...chosen }
    );
  }
  return undefined;
}

/** The call or decorator that makes the retry; the innermost one around its place. */
export function selectionOf(retry: RetryRecord, file: FileSummary): SelectionRecord | undefined {
  const { at } = retry;
  if (!at) return undefined;
  const all = (file.concepts["Selection"] ?? []) as SelectionRecord[];
  return all
    .filter(one => within(at, one) || within(one, at))
    .toSorted((a, b) => a.end - a.start - (b.end - b.start))
    .at(-1);
}
