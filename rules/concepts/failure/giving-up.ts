/** Handlers that give up on a class of exceptions, next to one that tries again. */
import * as l10n from "@vscode/l10n";
import type { FilePlace, Related } from "../../finding.ts";
import type { Node, Span, Statement, Try } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import { ENDS_RETRY, OUTAGE_CLASS, PERMANENT_STATUSES, TRANSIENT_STATUSES } from "../../libraries/failures.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary } from "../../project/summary.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { exitOf } from "../../semantics/guards.ts";
import type { ConceptKind, ConceptNode } from "../concept.ts";
import { within } from "./classes.ts";
import { typesIn } from "./handlers.ts";
import { recordOf } from "./leaving.ts";
import type { ThrowRecord, TypeRecord } from "./record.ts";

export interface GivingUp extends ConceptNode {
  type: "GivingUp";
  /** Where it gives up. */
  at: FilePlace;
  /** Classes that stand for outages and refusals alike. */
  mixed: MixedClass[];
}

export interface MixedClass {
  name: string;
  /** "`httpx.TimeoutException`", "a 503". */
  outage: string;
  /** "a 400". */
  refusal: string;
  story: Related[];
}

interface GivingUpRecord extends Span {
  functionId: string;
  body: Span;
  place: ReturnType<FileModel["place"]>;
  types: TypeRecord[];
}

const MAX_DEPTH = 4;
/** Reads of the status tell the two apart after all. */
const READS = /\.(status|status_code|statusCode|code|response|retryable|is_retryable|isRetryable|transient)\b/u;

export const givingUp: ConceptKind<GivingUpRecord, GivingUp> = {
  name: "GivingUp",
  triggers: () => ["except", "instanceof"],
  recognise: model => {
    const found: GivingUpRecord[] = [];
    for (const node of model.nodesOf("try"))
      found.push(...(model.python ? byHandlers(node, model) : byTests(node, model)));
    return found;
  },
  complete,
};

/** Python: one handler asks for another attempt, another of the same `try` does not. */
function byHandlers(node: Try, model: FileModel): GivingUpRecord[] {
  if (!node.handlers.some(handler => /\.retry\(/u.test(sourceOf(handler.body, model)))) return [];
  return node.handlers.flatMap(handler => {
    const text = sourceOf(handler.body, model);
    if (/\.retry\(/u.test(text) || READS.test(text) || !endsWork(handler.body)) return [];
    return record(
      node,
      handler,
      handler.types.flatMap(type => typesIn(type, model)),
      model,
    );
  });
}

/** `if (error instanceof ApiError) return fail()` and everything else is thrown on, or the other way round. */
function byTests(node: Try, model: FileModel): GivingUpRecord[] {
  return node.handlers.flatMap(handler => {
    if (!/\bthrow\b/u.test(sourceOf(handler.body, model))) return [];
    return handler.body.flatMap(statement => {
      if (statement.kind !== "if" || statement.test.kind !== "binary" || statement.test.operator !== "instanceof")
        return [];
      const text = sourceOf(statement.then, model);
      const types = typesIn(statement.test.right, model);
      if (READS.test(text) || !endsRetry(statement.then) || types.length === 0) return [];
      return record(node, statement, types, model);
    });
  });
}

function record(node: Try, at: Node, types: TypeRecord[], model: FileModel): GivingUpRecord[] {
  const around = model.enclosingFunction(node);
  const [first, last] = [node.body[0], node.body.at(-1)];
  if (types.length === 0 || !first || !last) return [];
  const end = at.kind === "handler" ? (at.body[0]?.start ?? at.end) : at.kind === "if" ? at.test.end : at.end;
  const place = model.place({ start: at.start, end: startOfLine(model.text, end, at.start) });
  return [
    {
      start: at.start,
      end: at.end,
      functionId: model.functionId(around),
      body: { start: first.start, end: last.end },
      place,
      types,
    },
  ];
}

/** The head of a handler, without the comments below it. */
function startOfLine(text: string, end: number, start: number): number {
  const line = text.indexOf("\n", start);
  return line < 0 || line > end ? end : line;
}

/** Leaves without an exception, or with one that ends the retries. */
function endsWork(body: readonly Statement[]): boolean {
  return thrownIn(body).length === 0 || (exitOf(body) === "throw" && endsRetry(body));
}

/** Throws nothing but what no retry takes. */
function endsRetry(body: readonly Statement[]): boolean {
  const names = thrownIn(body);
  return names.length > 0 && names.every(name => ENDS_RETRY.some(row => row.name.test(name)));
}

/** Names of the classes that are thrown; "" for a failure that goes on. */
function thrownIn(body: readonly Statement[]): string[] {
  const names: string[] = [];
  for (const statement of body)
    walk(statement, node => {
      if (node.kind === "function") return false;
      if (node.kind !== "throw") return undefined;
      const made = node.value?.kind === "call" ? node.value.callee : node.value;
      names.push(made?.kind === "name" || made?.kind === "member" ? made.name : "");
      return undefined;
    });
  return names;
}

function sourceOf(statements: readonly Node[], model: FileModel): string {
  const [first, last] = [statements[0], statements.at(-1)];
  return first && last ? model.text.slice(first.start, last.end) : "";
}

function complete(found: GivingUpRecord, file: FileSummary, project: Project): GivingUp {
  const thrown = throwsBelow(file, found.functionId, found.body, project, 0, new Set());
  return {
    type: "GivingUp",
    start: found.start,
    end: found.end,
    at: { ...found.place, path: file.path },
    mixed: found.types.flatMap(type => mixedClass(type.name, thrown)),
  };
}

interface Thrown {
  record: ThrowRecord;
  file: FileSummary;
  /** Types of the handler that it stands in. */
  during: TypeRecord[];
}

/** Everything that is thrown below a part of a function. */
function throwsBelow(
  file: FileSummary,
  functionId: string,
  span: Span | undefined,
  project: Project,
  depth: number,
  seen: Set<string>,
): Thrown[] {
  const key = `${file.path}\0${functionId}\0${span?.start ?? ""}`;
  if (depth > MAX_DEPTH || seen.has(key)) return [];
  seen.add(key);
  const inside = (place: Span) => span === undefined || within(place, span);
  const found = recordOf(file, functionId);
  const handlers = found?.tries.flatMap(one => one.handlers) ?? [];
  const own = (found?.throws ?? [])
    .filter(one => inside(one.place) && one.name !== undefined)
    .map(one => ({
      record: one,
      file,
      during: handlers.filter(handler => within(one.place, handler)).at(-1)?.types ?? [],
    }));
  const calls = file.functions.find(one => one.id === functionId)?.calls ?? [];
  const inner = calls.flatMap(call => {
    const target = inside(call.place) ? project.functionOf(call.path, file) : undefined;
    return target ? throwsBelow(target.file, target.value.id, undefined, project, depth + 1, seen) : [];
  });
  return [...own, ...inner];
}

function mixedClass(name: string, thrown: readonly Thrown[]): MixedClass[] {
  const same = thrown.filter(one => one.record.name === name);
  const outages = same.flatMap(one => {
    const type = one.during.find(during => OUTAGE_CLASS.test(during.name));
    const status = one.record.statuses?.find(each => TRANSIENT_STATUSES.has(each));
    return type ? [{ one, type: type.name, text: `\`${type.name}\`` }] : statusOf(one, status);
  });
  const refusal = same.flatMap(one => {
    const status = one.record.statuses?.find(each => PERMANENT_STATUSES.has(each));
    return statusOf(one, status);
  })[0];
  // An outage that has a name of its own says it best.
  const outage = outages.find(one => one.type !== undefined) ?? outages[0];
  if (!outage || !refusal) return [];
  const step = (one: Thrown, message: string): Related => ({ ...one.record.place, path: one.file.path, message });
  return [
    {
      name,
      outage: outage.text,
      refusal: refusal.text,
      story: [
        step(outage.one, l10n.t("{0} becomes `{1}`, though it passes.", capital(outage.text), name)),
        ...(refusal.one === outage.one
          ? []
          : [step(refusal.one, l10n.t("{0} becomes `{1}` too.", capital(refusal.text), name))]),
      ],
    },
  ];
}

function statusOf(one: Thrown, status: number | undefined): { one: Thrown; type?: string; text: string }[] {
  return status === undefined ? [] : [{ one, text: l10n.t("a {0}", status) }];
}

const capital = (text: string) => text.replace(/^\p{L}/u, first => first.toUpperCase());
