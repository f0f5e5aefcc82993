/** What a key is made of. Invariant: a part that is not understood counts as varying, never as unstable. */
import type { Call, Expression, Member, Name, Node } from "../../ir/nodes.ts";
import {
  ATTEMPT_COUNTS,
  CHANGING_VALUES,
  COARSE,
  FINE_FORMAT,
  REPLAYED_CODE,
} from "../../libraries/idempotency-keys.ts";
import { calleeText } from "../task/body/call-facts.ts";
import { outermost } from "../../semantics/chains.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import type { IdempotencyKeyRecord, SourceRecord } from "./record.ts";

const MAX_DEPTH = 12;
/** Below this divisor, in milliseconds or seconds, a clock is still another in each attempt. */
const FINE_DIVISOR = 1_000;

export class Ingredients {
  readonly sources: SourceRecord[] = [];
  readonly makers: IdempotencyKeyRecord["makers"] = [];
  varies = false;
  readonly #model: FileModel;
  readonly #replayed: boolean;

  constructor(value: Expression, model: FileModel) {
    this.#model = model;
    this.#replayed = REPLAYED_CODE.modules.some(name => model.text.includes(name));
    this.#look(value, 0, false);
  }

  /** `coarse`: a clock in here is rounded to something that outlasts a retry. */
  #look(node: Expression, depth: number, coarse: boolean): void {
    if (depth > MAX_DEPTH) return;
    const inner = (child: Expression, rounded = coarse) => this.#look(child, depth + 1, rounded);
    switch (node.kind) {
      case "literal":
        return;
      case "name":
        return this.#name(node, depth, coarse);
      case "template":
        return node.values.forEach(value => inner(value));
      case "list":
        return node.items.forEach(item => inner(item));
      case "await":
      case "spread":
        return inner(node.value);
      case "binary":
        // What was kept from an earlier run comes first.
        if (node.operator === "or" || node.operator === "??") return inner(node.left);
        inner(node.left, coarse || isRounding(node.operator, node.right, this.#model));
        return inner(node.right);
      case "index":
        return inner(node.object, true);
      case "call":
        return this.#call(node, depth, coarse);
      case "member":
        return this.#member(node, depth, coarse);
      default:
        this.varies = true;
    }
  }

  #name(name: Name, depth: number, coarse: boolean): void {
    const binding = this.#model.bindingOf(name);
    const definition = this.#model.definitionOf(name);
    if (binding?.kind !== "variable" || !definition?.value || definition.steps.length > 0) {
      this.varies = true;
      return;
    }
    this.#look(definition.value, depth + 1, coarse);
  }

  #member(member: Member, depth: number, coarse: boolean): void {
    const text = this.#model.source(member);
    if (ATTEMPT_COUNTS.some(row => row.member.test(text))) return this.#add("attempt", member);
    // `uuid4().hex`, `new Date().toISOString` …: what a value has, that changes with it.
    if (member.object.kind === "call") return this.#look(member.object, depth + 1, coarse || COARSE.test(member.name));
    this.varies = true;
  }

  #call(call: Call, depth: number, coarse: boolean): void {
    const kind = this.#changing(call);
    if (kind !== undefined) {
      if (kind !== "clock" || !coarse) this.#add(kind, call);
      else this.varies = true;
      return;
    }
    const last = call.callee.kind === "member" ? call.callee.name : call.callee.kind === "name" ? call.callee.name : "";
    const rounded = coarse || (COARSE.test(last) && !this.#isFine(call, last));
    if (call.callee.kind === "member" && call.callee.object.kind !== "name")
      this.#look(call.callee.object, depth + 1, rounded);
    else if (call.callee.kind === "member" && this.#isLocal(call.callee.object as Name))
      this.#look(call.callee.object, depth + 1, rounded);
    const path = this.#model.pathOf(call.callee);
    if (path && path.root !== "parameter") {
      const place = this.#model.place(call);
      this.makers.push({ path, text: calleeText(call.callee), place, functionId: this.#within(call) });
    }
    for (const argument of call.args) this.#argument(argument.value, depth + 1, rounded);
  }

  #argument(value: Expression, depth: number, coarse: boolean): void {
    if (value.kind === "object") for (const property of value.properties) this.#look(property.value, depth + 1, coarse);
    else if (value.kind === "function") this.varies = true;
    else this.#look(value, depth, coarse);
  }

  #isLocal(name: Name): boolean {
    return name.kind === "name" && this.#model.bindingOf(name)?.kind === "variable";
  }

  #isFine(call: Call, last: string): boolean {
    if (last === "replace") return !call.args.some(argument => argument.name !== undefined);
    if (!/^(format|formatISO|strftime)$/u.test(last)) return false;
    const formats = call.args.flatMap(argument => {
      const value = this.#model.valueOf(argument.value);
      return value.kind === "literal" && typeof value.value === "string" ? [value.value] : [];
    });
    return formats.length === 0 || formats.some(format => FINE_FORMAT.test(format));
  }

  #changing(call: Call): SourceRecord["kind"] | undefined {
    const text = calleeText(call.callee);
    if (call.isNew === true && text === "Date")
      return call.args.length === 0 && !this.#replayed && !this.#isBound(call.callee) ? "clock" : undefined;
    const library = this.#model.libraryNameOf(call.callee);
    const row = CHANGING_VALUES.find(one =>
      library === undefined
        ? !this.#replayed && one.global?.test(text) && !this.#isBound(call.callee)
        : one.library.test(library),
    );
    // `dayjs(order.createdAt)` is a time of the order.
    if (row?.kind === "clock" && /^(dayjs|moment)$/u.test(text) && call.args.length > 0) return undefined;
    return row?.kind;
  }

  #isBound(callee: Expression): boolean {
    let at = callee;
    while (at.kind === "member") at = at.object;
    return at.kind === "name" && this.#model.bindingOf(at) !== undefined;
  }

  #add(kind: SourceRecord["kind"], node: Expression): void {
    const whole = outermost(node);
    this.sources.push({
      kind,
      text: this.#model.source(node).slice(0, 60),
      place: this.#model.place(node),
      whole: { start: whole.start, end: whole.end },
      functionId: this.#within(node),
    });
  }

  #within(node: Node): string {
    return this.#model.functionId(this.#model.enclosingFunction(node));
  }
}

function isRounding(operator: string, divisor: Expression, model: FileModel): boolean {
  if (operator === "//" || operator === "%") return !isFineDivisor(divisor, model);
  return operator === "/" && !isFineDivisor(divisor, model);
}

function isFineDivisor(divisor: Expression, model: FileModel): boolean {
  const value = model.valueOf(divisor);
  return value.kind === "literal" && typeof value.value === "number" && value.value <= FINE_DIVISOR;
}
