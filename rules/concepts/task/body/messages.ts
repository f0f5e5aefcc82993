/** Bodies that take messages from a queue, told by how they acknowledge them. */
import type { Place } from "../../../finding.ts";
import type { Call, FunctionNode, Module, Span } from "../../../ir/nodes.ts";
import { walk } from "../../../ir/walk.ts";
import type { FileModel } from "../../../semantics/file-model.ts";

/**
 * Where the body tells the queue that a message is done; until then the message comes again. The last such place: earlier
 * ones end paths of their own.
 */
export function acknowledgement(fn: FunctionNode, model: FileModel): Place | undefined {
  if (!model.once(mayAcknowledge, model.module)) return undefined;
  let ack: Span | undefined;
  let refuses = false;
  const names = new Set(fn.params.map(parameter => parameter.name));
  walk(fn, node => {
    if (node.kind === "function" && node !== fn) return false;
    if (node.kind !== "call") return undefined;
    const own = isOfMessage(node, names);
    if (own && (node.callee as { name?: string }).name === "ack") ack = node;
    if (own && /^(nack|retry|reject)$/u.test((node.callee as { name?: string }).name ?? "")) refuses = true;
    if (isDecisive(node)) {
      ack = node;
      refuses = true;
    }
    return undefined;
  });
  return ack && refuses ? model.place(ack) : undefined;
}

function mayAcknowledge(_module: Module, model: FileModel): boolean {
  return /\b(?:basic_)?ack\b|ReceiptHandle/u.test(model.text);
}

/** `message.ack()` on a parameter, `channel.ack(message)` with one. */
function isOfMessage(call: Call, names: ReadonlySet<string | undefined>): boolean {
  if (call.callee.kind !== "member") return false;
  const { object } = call.callee;
  const first = call.args[0]?.value;
  return (object.kind === "name" && names.has(object.name)) || (first?.kind === "name" && names.has(first.name));
}

/** pika's `basic_ack`, SQS's `delete_message(ReceiptHandle=…)`. */
function isDecisive(call: Call): boolean {
  if (call.callee.kind === "member" && call.callee.name === "basic_ack") return true;
  return call.args.some(
    argument =>
      argument.name === "ReceiptHandle" ||
      (argument.value.kind === "object" &&
        argument.value.properties.some(property => property.key === "ReceiptHandle")),
  );
}

/** `event["Records"]` of a Lambda function: SQS, SNS and S3 give events at least once. */
export function readsRecords(fn: FunctionNode, model: FileModel): boolean {
  return (
    fn.params[0]?.name === "event" &&
    /\bevent(\[["']Records["']\]|\.Records\b|\.get\(["']Records["'])/u.test(model.source(fn))
  );
}
