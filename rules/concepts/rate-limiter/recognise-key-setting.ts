/** Settings of frameworks and libraries by which a limit is counted by what the client says. */
import * as l10n from "@vscode/l10n";
import type { Call, Decorator, Expression, Property } from "../../ir/nodes.ts";
import {
  DEFAULT_KEYS,
  KEY_FUNCTIONS,
  PATH_KEYED,
  REST_FRAMEWORK_ADDRESS as ADDRESS,
  SECRET_PARAMETER,
  TRUST_EVERY_PROXY as TRUST,
} from "../../libraries/client-identity.ts";
import { REST_FRAMEWORK_THROTTLING as DRF, ROUTE_DECORATORS } from "../../libraries/limiters.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import type {
  DefaultKeyRecord,
  FunctionKeyRecord,
  PathKeyRecord,
  ThrottleKeyRecord,
  TrustRecord,
} from "./key-record.ts";

const LIMITS = new Set(PATH_KEYED.flatMap(row => row.decorators));

/** `app.set("trust proxy", true)`, `Fastify({ trustProxy: true })`. */
export function trustsIn(model: FileModel): TrustRecord[] {
  if (model.python) return [];
  return model.calls.flatMap(call => {
    const value = trusted(call, model);
    if (!value) return [];
    return [
      {
        form: "trust" as const,
        start: call.start,
        end: call.end,
        place: model.place(value === "means" ? call : value),
        text: model.source(value === "means" ? call : (value.parent ?? value)).slice(0, 60),
        ...(value === "means" ? {} : { value: model.place(value) }),
      },
    ];
  });
}

function trusted(call: Call, model: FileModel): Expression | "means" | undefined {
  const name = call.callee.kind === "member" ? call.callee.name : "";
  const first = call.args[0]?.value;
  const isSetting = first?.kind === "literal" && first.value === TRUST.setting;
  if (isSetting && name === "enable") return "means";
  if (isSetting && name === "set") {
    const value = call.args[1]?.value;
    return value?.kind === "literal" && value.value === true ? value : undefined;
  }
  if (first?.kind !== "object") return undefined;
  const own = model.libraryNameOf(call);
  if (!(TRUST.makers as readonly string[]).includes(own ?? "")) return undefined;
  const option = first.properties.find(property => (TRUST.options as readonly string[]).includes(property.key ?? ""));
  return option?.value.kind === "literal" && option.value.value === true ? option.value : undefined;
}

/** `REST_FRAMEWORK` with a throttle for anonymous callers and no `NUM_PROXIES`. */
export function throttleKeysIn(model: FileModel): ThrottleKeyRecord[] {
  if (!model.python || !model.text.includes(DRF.settings)) return [];
  return [...model.bindings.topLevel()].flatMap(binding => {
    const value = binding.name === DRF.settings ? binding.definitions[0]?.value : undefined;
    if (value?.kind !== "object" || model.text.includes(ADDRESS.setting)) return [];
    if (value.properties.some(property => property.spread)) return [];
    const classes = value.properties.find(property => property.key === DRF.classes);
    const throttle = classes && anonymousIn(classes);
    if (!classes || !throttle) return [];
    const { start, end } = classes.keyNode;
    return [{ form: "throttle" as const, start, end, place: model.place(classes.keyNode), throttle }];
  });
}

function anonymousIn(classes: Property): string | undefined {
  const items = classes.value.kind === "list" ? classes.value.items : [];
  for (const item of items) {
    const text = item.kind === "literal" ? String(item.value) : item.kind === "name" ? item.name : "";
    const found = ADDRESS.anonymous.find(name => text === `rest_framework.throttling.${name}` || text === name);
    if (found) return found;
  }
  return undefined;
}

export function defaultKeysIn(model: FileModel): DefaultKeyRecord[] {
  return model.calls.flatMap(call => {
    const own = model.libraryNameOf(call);
    const row = DEFAULT_KEYS.find(one => one.call === own);
    if (!row || call.args.some(argument => argument.name === row.keyword || argument.spread)) return [];
    const { start } = call;
    return [{ form: "default" as const, start, end: call.callee.end, place: model.place(call.callee), call: row.call }];
  });
}

/** A key function that takes what the client wrote, where it is given to a limiter. */
export function keyFunctionsIn(model: FileModel): FunctionKeyRecord[] {
  const records: FunctionKeyRecord[] = [];
  for (const call of model.calls)
    for (const { value } of call.args) {
      if (value.kind !== "name") continue;
      const name = model.libraryNameOf(value);
      const row = name === undefined ? undefined : KEY_FUNCTIONS.find(one => one.name === name);
      if (!row) continue;
      const binding = model.bindingOf(value);
      const imported = model.module.body
        .flatMap(node => (node.kind === "import" ? node.names : []))
        .find(one => one.local === binding?.name && one.local === one.imported);
      const others = row.safe && model.bindings.lookUp(row.safe.name, call);
      records.push({
        form: "function",
        start: value.start,
        end: value.end,
        place: model.place(value),
        name: row.name,
        places:
          imported && binding && !others
            ? [model.place(imported), ...binding.references.map(reference => model.place(reference))]
            : [],
      });
    }
  return records;
}

/** `@limiter.limit("5/minute")` on `/otp/{code}`. */
export function pathKeysIn(model: FileModel): PathKeyRecord[] {
  if (!model.python) return [];
  return model.functions.flatMap(fn => {
    const route = fn.decorators.map(routePath).find(path => path !== undefined);
    const parameter = [...(route ?? "").matchAll(/[{<](?:\w+:)?(\w+)(?::\w+)?[}>]/gu)]
      .map(match => match[1]!)
      .find(name => SECRET_PARAMETER.test(name));
    if (route === undefined || parameter === undefined) return [];
    return fn.decorators.flatMap(decorator => {
      const call = decorator.expression;
      if (call.kind !== "call" || call.callee.kind !== "member" || !LIMITS.has(call.callee.name)) return [];
      const limiter = model.pathOf(call.callee.object);
      const limit = call.args[0]?.value;
      if (!limiter || call.args.some(argument => argument.name === "key_func")) return [];
      return [
        {
          form: "path" as const,
          start: call.start,
          end: call.end,
          place: model.place(call),
          limiter,
          member: call.callee.name,
          limit: limit?.kind === "literal" ? String(limit.value) : l10n.t("the limit"),
          route,
          parameter,
        },
      ];
    });
  });
}

function routePath(decorator: Decorator): string | undefined {
  const call = decorator.expression;
  if (call.kind !== "call" || call.callee.kind !== "member" || !ROUTE_DECORATORS.includes(call.callee.name))
    return undefined;
  const path = call.args[0]?.value;
  return path?.kind === "literal" && typeof path.value === "string" ? path.value : undefined;
}
