/** What a call asks of the outside: the request's method and address, and the key that makes a repetition harmless. */
import type { Call, Expression, Node } from "../../../ir/nodes.ts";
import { walk } from "../../../ir/walk.ts";
import type { FileModel } from "../../../semantics/file-model.ts";
import type { StepRecord } from "../task.ts";

/** Names under which APIs take a key that makes a repetition harmless: DOMAIN.md §2.3. PayPal: `sender_batch_id`; AWS: `ClientRequestToken`. */
const KEY_WORDS =
  /idempot|dedup|^jobid$|client_?msg_?id|^message-?id$|if-none-match|^external_?(id|ref\w*)$|^(transaction|request|reference|sender_batch|merchant_order|client_order|client_reference)_?id$|paypal-request-id|^client_?(request_?)?token$|^unique/iu;

/** Method and address of an HTTP request that carries both in its arguments: `fetch`, `axios(config)`, `requests.request`. */
export function requestOf(call: Call, last: string, model: FileModel): StepRecord["request"] | undefined {
  if (call.args.length === 0 && last !== "post") return undefined;
  const address = call.args[0]?.value;
  if (last === "request" && model.python) {
    const method = constant(model.argument(call, 0, "method"), model);
    return method === undefined
      ? undefined
      : { method: method.toUpperCase(), address: addressOf(model.argument(call, 1, "url"), model) };
  }
  if (last === "post") return { method: "POST", address: addressOf(model.argument(call, 0, "url"), model) };
  if (model.python) return undefined;
  const options = call.args.find(argument => model.property(argument.value, "method"))?.value;
  const method = options && constant(model.property(options, "method"), model);
  if (method === undefined) return undefined;
  return { method: method.toUpperCase(), address: addressOf(model.property(options, "url") ?? address, model) };
}

/** The class of the object that is made for a call, there or in a variable: `PutItemCommand` of `client.send(new PutItemCommand(…))`. */
export function commandOf(call: Call, model: FileModel): string | undefined {
  const given = call.args[0] && model.valueOf(call.args[0].value);
  if (given?.kind !== "call" || given.isNew !== true) return undefined;
  return given.callee.kind === "name" || given.callee.kind === "member" ? given.callee.name : undefined;
}

function constant(expression: Expression | undefined, model: FileModel): string | undefined {
  const value = expression && model.valueOf(expression);
  return value?.kind === "literal" && typeof value.value === "string" ? value.value : undefined;
}

function addressOf(expression: Expression | undefined, model: FileModel): string {
  if (!expression) return "";
  const written = model.source(expression);
  const value = model.valueOf(expression);
  return `${written} ${value === expression ? "" : model.source(value)}`.slice(0, 300);
}

/** An idempotency or deduplication key is among what the call is given, also through local objects. */
export function isKeyed(call: Call, model: FileModel): boolean {
  const seen = new Set<Node>();
  const look = (node: Node, depth: number): boolean => {
    let found = false;
    walk(node, child => {
      if (found || seen.has(child)) return false;
      seen.add(child);
      if (child.kind === "property" && child.key !== undefined && KEY_WORDS.test(child.key)) found = true;
      if (child.kind === "argument" && child.name !== undefined && KEY_WORDS.test(child.name)) found = true;
      if (
        child.kind === "literal" &&
        typeof child.value === "string" &&
        /^(x-)?idempotency|deduplication-?id$/iu.test(child.value)
      )
        found = true;
      if (child.kind === "name" && depth < 3) {
        if (/idempotenc|dedup/iu.test(child.name)) found = true;
        for (const definition of model.bindingOf(child)?.definitions ?? [])
          if (definition.value && definition.node.kind !== "parameter" && look(definition.value, depth + 1))
            found = true;
        found ||= assignedKeys(child, model);
      }
      return undefined;
    });
    return found;
  };
  return call.args.some(argument => look(argument, 0));
}

/** `headers["Idempotency-Key"] = …` after the object was made. */
function assignedKeys(name: Extract<Node, { kind: "name" }>, model: FileModel): boolean {
  return (model.bindingOf(name)?.references ?? []).some(reference => {
    const parent = reference.parent;
    if (parent?.kind === "index" && parent.object === reference && parent.index.kind === "literal")
      return typeof parent.index.value === "string" && KEY_WORDS.test(parent.index.value);
    return (
      parent?.kind === "member" &&
      parent.object === reference &&
      KEY_WORDS.test(parent.name) &&
      parent.parent?.kind === "assign"
    );
  });
}
