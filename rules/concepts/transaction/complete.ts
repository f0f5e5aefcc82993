/** A recorded transaction with what is waited for while it is open. */
import * as l10n from "@vscode/l10n";
import type { FilePlace, Related } from "../../finding.ts";
import { OPERATOR_PATH } from "../../libraries/remote-calls.ts";
import { ALEMBIC, MANAGEMENT_COMMAND, type TransactionRow, transactionRow } from "../../libraries/transactions.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary } from "../../project/summary.ts";
import { Bodies, type Body, placeIn } from "../task/bodies.ts";
import { contains } from "../task/body/steps.ts";
import { after } from "../task/order.ts";
import type { StepRecord } from "../task/task.ts";
import { endOf, type Frame, type NetworkCall, NetworkCalls } from "./network-calls.ts";
import { awaitedThing } from "./phrase.ts";
import { isSession, stateAt } from "./session.ts";
import { isAsked, isClaimed, isWritten } from "./statements.ts";
import type { NetworkFault, Transaction, TransactionRecord } from "./transaction.ts";

const MAX_SHOWN = 3;
const PLATFORM = "SQLAlchemy";

export function completeTransaction(record: TransactionRecord, file: FileSummary, project: Project): Transaction {
  const { start, end } = record;
  const transaction: Transaction = {
    type: "Transaction",
    start,
    end,
    at: placeIn(file, record.place),
    known: false,
    serves: !OPERATOR_PATH.test(file.path) && !ALEMBIC.test(file.path),
  };
  const open = openIn(record, file, Bodies.of(project));
  if (!open) return transaction;
  transaction.known = true;
  if (!transaction.serves && !MANAGEMENT_COMMAND.test(file.path)) return transaction;
  const worst = open.calls.toSorted((a, b) => rank(b) - rank(a))[0];
  // A command keeps others waiting only with rows that it has locked on purpose.
  if (worst && (transaction.serves || worst.claims)) transaction.fault = faultOf(worst, open, record, file);
  return transaction;
}

interface Wait {
  call: NetworkCall;
  locks: boolean;
  /** Rows are locked by a statement that says so. */
  claims: boolean;
  /** The commit that ends what began by itself. */
  commit?: FilePlace;
}

/** What is known of a transaction: who keeps it, and the calls that are waited for while it is open. */
interface Open {
  platform: string;
  limit?: number;
  began: FilePlace;
  calls: Wait[];
}

function openIn(record: TransactionRecord, file: FileSummary, bodies: Bodies): Open | undefined {
  const body = bodies.of(file, record.functionId);
  if (!body) return undefined;
  if (record.form === "session") return inSession(record, body, bodies);
  const row = rowOf(record, file, bodies);
  if (!row && record.form !== "statements") return undefined;
  const work = record.work ? workOf(record.work, file, bodies) : body;
  if (!work) return undefined;
  const within = ({ place }: StepRecord) => record.body === undefined || contains(record.body, place);
  const calls = NetworkCalls.of(bodies)
    .in(work)
    .filter(({ frames }) => within(frames[0]!.step) && !isInner(frames, record, file))
    .filter(({ frames }) => row?.lazy !== true || isAsked(frames, within, bodies))
    .map(call => ({
      call,
      locks: isWritten(call.frames, within, bodies),
      claims: isClaimed(call.frames, within, bodies),
    }));
  return {
    platform: row?.platform ?? l10n.t("the database"),
    ...limitOf(record, row),
    began: placeIn(file, record.place),
    calls,
  };
}

function rowOf(
  { form, opener, text }: TransactionRecord,
  file: FileSummary,
  bodies: Bodies,
): TransactionRow | undefined {
  return form === "session" || form === "statements"
    ? undefined
    : transactionRow(form, bodies.project.libraryNameOf(opener, file), text);
}

function workOf(work: NonNullable<TransactionRecord["work"]>, file: FileSummary, bodies: Bodies): Body | undefined {
  return work.id === undefined ? bodies.at(work.path, file) : bodies.of(file, work.id);
}

function limitOf({ limit }: TransactionRecord, row: TransactionRow | undefined): Pick<Open, "limit"> {
  if (limit === true) return {};
  const known = limit ?? row?.limit?.ms;
  return known === undefined || row?.limit === undefined ? {} : { limit: known };
}

/** A transaction of its own lies between: it is told there. */
function isInner(frames: readonly Frame[], record: TransactionRecord, file: FileSummary): boolean {
  return frames.some(({ body, step }) =>
    ((body.file.concepts["Transaction"] ?? []) as TransactionRecord[]).some(
      one =>
        one.form !== "session" &&
        (one.start !== record.start || body.file !== file) &&
        one.functionId === body.record.functionId &&
        (one.form === "decorator"
          ? frames[0]!.body !== body
          : one.body !== undefined && contains(one.body, step.place) && isNarrower(one, record, body, file)),
    ),
  );
}

function isNarrower(one: TransactionRecord, record: TransactionRecord, body: Body, file: FileSummary): boolean {
  return body.file !== file || record.body === undefined || contains(record.body, one.body!);
}

/** The session has sent a statement before the call, and commits after it. */
function inSession(record: TransactionRecord, body: Body, bodies: Bodies): Open | undefined {
  const session = record.session!;
  if (!isSession(session, record.sessionPath, body, bodies)) return undefined;
  const calls = NetworkCalls.of(bodies)
    .in(body)
    .flatMap(call => {
      const [{ step }] = call.frames as [Frame];
      const commit = after(step, body.record).find(later => later.text === `${session}.commit`);
      const state = commit && stateAt(call.frames, session, bodies);
      const isOpen = call.kind === "enqueue" ? state?.wrote || state?.pending : state?.open;
      if (!commit || !state || isOpen !== true) return [];
      const locks = state.wrote || call.kind === "enqueue";
      return [{ call, locks, claims: false, commit: placeIn(body.file, commit.place) }];
    });
  return { platform: PLATFORM, began: placeIn(body.file, record.place), calls };
}

function rank({ call, locks }: Wait): number {
  return (locks ? 8 : 0) + (call.kind === "enqueue" ? 0 : call.kind === "lookUp" ? 2 : 4) - call.frames.length / 10;
}

function faultOf(
  { call, locks, commit }: Wait,
  open: Open,
  record: TransactionRecord,
  file: FileSummary,
): NetworkFault {
  const { platform, limit } = open;
  const edge = commit ?? open.began;
  const first = call.frames[0]!;
  const { text } = endOf(call);
  const others = [...new Map(open.calls.map(one => [endOf(one.call).text, endOf(one.call)])).values()]
    .filter(end => end.text !== text)
    .slice(0, MAX_SHOWN - 1);
  const at = record.form === "decorator" ? record : first.step.place;
  const told: Related[] = [
    {
      ...edge,
      message: commit
        ? l10n.t("Here the transaction ends.")
        : l10n.t("Here the transaction begins: `{0}`.", record.text),
    },
    ...wayOf(call, at.start === first.step.place.start && first.body.file === file),
    ...others.map(end => ({ ...end.at, message: l10n.t("So does `{0}`.", end.text) })),
  ];
  return {
    at,
    kind: call.kind,
    thing: awaitedThing(call.kind),
    call: record.form === "decorator" ? text : first.step.text,
    platform,
    line: edge.line,
    ends: commit !== undefined,
    locks,
    ...(limit === undefined || call.kind === "enqueue" ? {} : { limit }),
    story: told,
  };
}

/** From the transaction's own step to the call, each once. */
function wayOf(call: NetworkCall, isTold: boolean): Related[] {
  const frames = isTold ? call.frames.slice(1) : call.frames;
  return frames.map(({ body, step }, index) => ({
    ...placeIn(body.file, step.place),
    message: index < frames.length - 1 ? l10n.t("`{0}` leads there.", step.text) : deedOf(call, step.text),
  }));
}

function deedOf({ kind }: NetworkCall, text: string): string {
  return kind === "enqueue" ? l10n.t("`{0}` hands work on.", text) : l10n.t("`{0}` waits for another system.", text);
}
