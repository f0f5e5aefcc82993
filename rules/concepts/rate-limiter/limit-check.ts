/**
 * A call that asks a limiter whether a request may go on, where nothing depends on the answer. The callee is resolved
 * first: one that throws its refusal needs no branch, one that cannot be read is left alone.
 */
import * as l10n from "@vscode/l10n";
import type { Place, Related } from "../../finding.ts";
import { limitAnswer, PLATFORM_ANSWER, VIEW_DECIDES } from "../../libraries/limit-answers.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary } from "../../project/summary.ts";
import type { AccessPath } from "../../semantics/access-path.ts";
import type { ConceptKind, ConceptNode } from "../concept.ts";
import type { AnswerRecord, AnswerShape } from "./answer.ts";
import type { CheckRecord, CheckRepair, Handler, LimitCheckRecord, UnreadDecoratorRecord } from "./check-record.ts";
import { isForeignPath } from "./places.ts";
import { checksIn } from "./recognise-check.ts";
import { usageOf } from "./usage.ts";

export type { CheckRepair, Handler } from "./check-record.ts";

/** How the answer is lost; undefined when it is not, or when that is not known. */
export type Loss = "dropped" | "unread" | "logged" | "notAwaited" | "alwaysTrue" | "swallowed" | "requestNotRead";

export interface LimitCheck extends ConceptNode {
  type: "LimitCheck";
  /** The callee as written, or the function that a decorator limits. */
  name: string;
  loss: Loss | undefined;
  /** What the answer says and where: "`success`", "whether it is allowed". */
  verdict: string;
  story: Related[];
  repair?: CheckFix;
}

/** What a fix needs, as offsets into the file. */
export type CheckFix =
  | {
      kind: "refuse";
      handler: Handler;
      verdict: VerdictSpelling;
      repair: CheckRepair & { promised: boolean };
      neglect: "dropped" | "unread";
    }
  | { kind: "await"; call: Place; inside: boolean; field?: string }
  | { kind: "askVerdict"; tested: Place; field: string }
  | { kind: "block"; insert: { start: number; end: number; text: string } };

export interface VerdictSpelling {
  field?: string;
  /** The field is an attribute in Python too, not a key. */
  attribute?: boolean;
  allows: boolean;
  /** The answer is a response, given when refused. */
  response: boolean;
}

interface Answer {
  shape: AnswerShape;
  promised: boolean;
  field?: string;
  attribute?: boolean;
  allows?: boolean;
  peeks?: readonly string[];
  throwsWith?: string;
  refusal?: Related;
}

const MAX_HANDING = 4;

export const limitCheck: ConceptKind<LimitCheckRecord, LimitCheck> = {
  name: "LimitCheck",
  triggers: () => ["imit", "IMIT", "hrottl", "HROTTL", "Bucket", "consume"],
  recognise: checksIn,
  complete: (record, file, project) =>
    record.form === "call" ? completeCall(record, file, project) : completeDecorator(record, file, project),
};

function completeCall(record: CheckRecord, file: FileSummary, project: Project): LimitCheck {
  const answer = record.binding ? PLATFORM_ANSWER : answerOf(record.path, file, project, 0);
  const loss = answer && !isForeignPath(file.path) ? lossOf(record, answer) : undefined;
  const repair = loss && repairOf(record, answer!, loss);
  const refusal = answer && "refusal" in answer ? answer.refusal : undefined;
  return {
    type: "LimitCheck",
    start: record.start,
    end: record.end,
    name: record.callee,
    loss,
    verdict: answer?.field === undefined ? l10n.t("whether the request is allowed") : `\`${answer.field}\``,
    story: [
      ...(refusal ? [refusal] : []),
      ...(loss && record.at ? [{ ...record.at, path: file.path, message: describe(loss) }] : []),
    ],
    ...(repair ? { repair } : {}),
  };
}

/** What the callee answers, through functions that hand an answer on; undefined for what is no limiter as far as is known. */
export function answerOf(
  path: AccessPath | undefined,
  file: FileSummary,
  project: Project,
  depth = 0,
): Answer | undefined {
  if (!path || depth > MAX_HANDING) return undefined;
  const library = limitAnswer(project.libraryNameOf(path, file));
  if (library) return library;
  const fn = project.functionOf(path, file);
  const found: Found | undefined = fn ? { file: fn.file, id: fn.value.id } : madeMember(path, file, project);
  if (!found) return undefined;
  const answer = usageOf(project)
    .wiringOf(found.file)
    .find((one): one is AnswerRecord => one.what === "answer" && one.functionId === found.id);
  if (!answer) return undefined;
  if (answer.shape !== "handed on") {
    const message =
      answer.shape === "rejection" ? l10n.t("Here it throws.") : l10n.t("Here it says that the limit is reached.");
    const { shape, promised, field, attribute, allows } = answer;
    return {
      shape,
      promised,
      ...(field === undefined ? {} : { field }),
      ...(attribute ? { attribute } : {}),
      ...(allows === undefined ? {} : { allows }),
      ...(answer.refusal ? { refusal: { ...answer.refusal, path: found.file.path, message } } : {}),
    };
  }
  const given = answer.from.map(one => answerOf(withoutCall(one), found.file, project, depth + 1));
  const [first] = given;
  return first && given.every(one => one?.shape === first.shape)
    ? { ...first, promised: first.promised || answer.promised }
    : undefined;
}

type Found = { file: FileSummary; id: string };

/** `limiter.check` with `limiter = rateLimit({ … })` and `rateLimit` returning `{ check: … }`. */
function madeMember(path: AccessPath, file: FileSummary, project: Project): Found | undefined {
  const member = path.steps.at(-1);
  if (!member?.startsWith(".")) return undefined;
  const holder = project.resolve({ ...path, steps: path.steps.slice(0, -1) }, file);
  const value = holder.kind === "variable" && holder.rest.length === 0 ? holder.value.value : undefined;
  if (holder.kind !== "variable" || value?.steps.at(-1) !== "()") return undefined;
  const maker = project.functionOf(withoutCall(value), holder.file);
  if (!maker) return undefined;
  const id = `${maker.value.id}${member}`;
  return maker.file.functions.some(fn => fn.id === id) ? { file: maker.file, id } : undefined;
}

function withoutCall(path: AccessPath): AccessPath {
  return path.steps.at(-1) === "()" ? { ...path, steps: path.steps.slice(0, -1) } : path;
}

function lossOf(record: CheckRecord, answer: Answer): Loss | undefined {
  if (answer.throwsWith !== undefined && record.flags.includes(answer.throwsWith)) return undefined;
  const isLost = answer.promised && !record.awaited;
  if (answer.shape === "wait") return record.neglect === "dropped" && isLost ? "notAwaited" : undefined;
  if (answer.shape === "rejection") {
    if (record.neglect === "dropped" && isLost) return "notAwaited";
    return record.neglect === "swallowed" && !isLost ? "swallowed" : undefined;
  }
  // Counted here, decided elsewhere: by a member that only reads, or by another call of the same function.
  if (record.askedBesides && (record.neglect === "dropped" || record.neglect === "unread")) return undefined;
  if (answer.peeks?.some(peek => record.peeks.includes(peek))) return undefined;
  switch (record.neglect) {
    case "dropped":
    case "swallowed":
      return "dropped";
    case "unread":
      return answer.shape === "object" || record.member === undefined ? "unread" : undefined;
    case "logged":
      return answer.shape === "response" ? undefined : "logged";
    case "promise":
      if (isLost) return "notAwaited";
      return isAlwaysTrue(answer) && record.member === undefined ? "alwaysTrue" : undefined;
    case "whole":
      return isAlwaysTrue(answer) ? "alwaysTrue" : undefined;
  }
}

/** An object or a tuple is true whatever it says. */
function isAlwaysTrue(answer: Answer): boolean {
  return answer.shape === "object" || answer.shape === "tuple";
}

function repairOf(record: CheckRecord, answer: Answer, loss: Loss): CheckFix | undefined {
  const { repair } = record;
  if (loss === "notAwaited") return awaitOf(record, answer);
  if (loss === "alwaysTrue")
    return record.at && answer.allows && answer.field !== undefined
      ? { kind: "askVerdict", tested: record.at, field: answer.field }
      : undefined;
  if (loss !== "dropped" && loss !== "unread") return undefined;
  const response = answer.shape === "response";
  if (answer.promised && !record.awaited && !repair.awaitable) return undefined;
  if (answer.shape === "tuple" || (!response && answer.allows === undefined)) return undefined;
  if (record.neglect !== "dropped" && record.neglect !== "unread") return undefined;
  return {
    kind: "refuse",
    handler: record.handler,
    neglect: record.neglect,
    repair: { ...repair, promised: answer.promised },
    verdict: {
      ...(answer.field === undefined ? {} : { field: answer.field }),
      ...(answer.attribute ? { attribute: true } : {}),
      allows: answer.allows ?? true,
      response,
    },
  };
}

/** Awaited, a tested object still needs its verdict asked for. */
function awaitOf(record: CheckRecord, answer: Answer): CheckFix | undefined {
  const isWhole = record.neglect === "promise" && record.member === undefined;
  if (!record.repair.awaitable || (record.neglect === "dropped" && !/^(?:rejection|wait)$/u.test(answer.shape)))
    return undefined;
  if (record.member !== undefined && answer.shape !== "object") return undefined;
  if (!isWhole || answer.shape === "boolean")
    return { kind: "await", call: record.call, inside: record.neglect === "promise" };
  // Bound to a name, the test stands elsewhere.
  if (answer.field === undefined || !answer.allows || record.repair.name !== undefined) return undefined;
  return { kind: "await", call: record.call, inside: true, field: answer.field };
}

function describe(loss: Loss): string {
  switch (loss) {
    case "logged":
      return l10n.t("The branch only writes a log line.");
    case "swallowed":
      return l10n.t("The handler takes the refusal and does nothing.");
    case "alwaysTrue":
      return l10n.t("This tests the answer itself, which is true whatever it says.");
    default:
      return l10n.t("This reads a promise.");
  }
}

function completeDecorator(record: UnreadDecoratorRecord, file: FileSummary, project: Project): LimitCheck {
  const name = project.libraryNameOf(record.path, file);
  const row = VIEW_DECIDES.decorators.find(one => one.call === name);
  const isLost =
    row !== undefined &&
    !(record.blocks ?? row.blocksByDefault) &&
    !readsElsewhere(project) &&
    !isForeignPath(file.path);
  const insert = insertionOf(record);
  return {
    type: "LimitCheck",
    start: record.start,
    end: record.end,
    name: record.function,
    loss: isLost ? "requestNotRead" : undefined,
    verdict: `request.${VIEW_DECIDES.attribute}`,
    story: [],
    ...(isLost ? { repair: { kind: "block", insert } } : {}),
  };
}

/** Middleware or a decorator of another file may look at the request. */
function readsElsewhere(project: Project): boolean {
  return [...project.files()].some(file =>
    usageOf(project)
      .wiringOf(file)
      .some(one => one.what === "read" && one.text === VIEW_DECIDES.attribute),
  );
}

function insertionOf(record: UnreadDecoratorRecord): { start: number; end: number; text: string } {
  if (record.keyword) return { start: record.keyword.start, end: record.keyword.end, text: "True" };
  return { start: record.closing, end: record.closing, text: `, ${VIEW_DECIDES.keyword}=True` };
}
