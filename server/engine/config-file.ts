/** One configuration file as written: its values, and every fault in it with its place. Nothing in it can be code. */
import * as l10n from "@vscode/l10n";
import { getNodeValue, parseTree } from "jsonc-parser";
import type { Node, ParseError } from "jsonc-parser";
import type { Fix, Level, Place } from "../../rules/finding.ts";
import { LineIndex } from "../../rules/ir/lines.ts";
import { placeIn } from "../../rules/semantics/place.ts";
import { jsonFault } from "./json-fault.ts";
import { closestWord, noRuleText, withHint } from "./closest-word.ts";
import { configSchema } from "./config-schema.ts";
import type { ConfigurableRule, Schema } from "./config-schema.ts";
import type { ConfigProblem } from "./scan-result.ts";

export type Preset = "recommended" | "audit";
export type RuleLevel = "off" | "on" | Level;

export interface RuleSetting {
  /** "on" keeps the level that the rule gives each finding. */
  level: RuleLevel;
  options: object;
}

/** The keys of `faultline.json`, every one optional. */
export interface ConfigValues {
  extends: string[];
  preset?: Preset;
  rules: Map<string, RuleSetting>;
  include?: string[];
  exclude?: string[];
  tenancy: { columns?: string[]; globalTables?: string[]; adminClients?: string[] };
  limits: { limiterNames?: string[] };
}

export interface ParsedConfig {
  /** Undefined when the text is no JSON object at all; else the values that are right, without those that are wrong. */
  values: ConfigValues | undefined;
  problems: Omit<ConfigProblem, "path">[];
  /** Places of the entries of `extends`, in order. */
  extendsPlaces: Place[];
}

/** Nobody reads more of one file. */
const MAX_PROBLEMS = 100;
const MAX_KEY_LENGTH = 80;

/** Never throws. */
export function parseConfig(text: string, rules: readonly ConfigurableRule[]): ParsedConfig {
  try {
    return new Reader(text, rules).read();
  } catch (error) {
    // The recursion of the parser, and ours, ends with the stack.
    if (!(error instanceof RangeError)) throw error;
    const place = placeIn(new LineIndex(text), { start: 0, end: 0 });
    const message = l10n.t("This JSON is nested too deeply for a configuration.");
    const problems = [{ ...place, code: "invalid-json" as const, level: "error" as const, message, fixes: [] }];
    return { values: undefined, problems, extendsPlaces: [] };
  }
}

class Reader {
  readonly #text: string;
  readonly #rules: readonly ConfigurableRule[];
  readonly #lines: LineIndex;
  readonly #problems: Omit<ConfigProblem, "path">[] = [];
  readonly #unlisted: ConfigProblem["level"][] = [];

  constructor(text: string, rules: readonly ConfigurableRule[]) {
    this.#text = text;
    this.#rules = rules;
    this.#lines = new LineIndex(text);
  }

  read(): ParsedConfig {
    const errors: ParseError[] = [];
    const start = this.#text.startsWith("\uFEFF") ? 1 : 0;
    const tree = parseTree(" ".repeat(start) + this.#text.slice(start), errors, { allowTrailingComma: true });
    for (const error of errors.slice(0, 1)) {
      this.#report(error, "invalid-json", "error", jsonFault(error));
    }
    if (tree?.type !== "object") {
      if (errors.length === 0)
        this.#report(
          { offset: 0, length: this.#text.length },
          "wrong-type",
          "error",
          l10n.t("A configuration is a JSON object."),
        );
      return { values: undefined, problems: this.#problems, extendsPlaces: [] };
    }
    const valid = this.#check(tree, configSchema(this.#rules), []) as Record<string, unknown>;
    const values = errors.length > 0 ? undefined : valuesOf(valid);
    this.#tellUnlisted();
    return { values, problems: this.#problems, extendsPlaces: this.#extendsPlaces(tree) };
  }

  /** Returns the value without its wrong parts; undefined when it is wrong as a whole. */
  #check(node: Node, schema: Schema, path: string[]): unknown {
    if (schema.anyOf) return this.#checkAny(node, schema, path);
    const expected = typeProblem(node, schema);
    if (expected) {
      this.#report(node, "wrong-type", "error", l10n.t("`{0}` must be {1}.", path.join("."), expected));
      return undefined;
    }
    if (node.type === "object") return this.#checkObject(node, schema, path);
    if (node.type !== "array") return getNodeValue(node);
    const items = schema.items;
    return (node.children ?? []).flatMap((child, index) => {
      const one = Array.isArray(items) ? items[index] : (items as Schema | undefined);
      const value = one ? this.#check(child, one, [...path, String(index)]) : getNodeValue(child);
      return value === undefined ? [] : [value];
    });
  }

  #checkAny(node: Node, schema: Schema, path: string[]): unknown {
    const fitting = schema.anyOf!.find(
      one => one.type === node.type || (one.enum && node.type === "string" && one.type === undefined),
    );
    if (fitting) return this.#check(node, fitting, path);
    this.#report(
      node,
      "wrong-type",
      "error",
      l10n.t("`{0}` must be {1}.", path.join("."), alternatives(schema.anyOf!.map(nameOf))),
    );
    return undefined;
  }

  #checkObject(node: Node, schema: Schema, path: string[]): unknown {
    const value: Record<string, unknown> = {};
    for (const property of node.children ?? []) {
      const [keyNode, valueNode] = property.children ?? [];
      if (!keyNode || !valueNode) continue;
      const key = String(keyNode.value);
      const known = Object.hasOwn(schema.properties ?? {}, key) ? schema.properties![key] : undefined;
      if (known === undefined) {
        if (schema.additionalProperties === false) this.#unknownKey(keyNode, key, schema, path);
        else value[key] = getNodeValue(valueNode);
        continue;
      }
      const checked = this.#check(valueNode, known, [...path, key]);
      if (checked !== undefined) value[key] = checked;
    }
    return value;
  }

  #unknownKey(node: Node, key: string, schema: Schema, path: string[]): void {
    if (this.#problems.length >= MAX_PROBLEMS || key.length > MAX_KEY_LENGTH) {
      const short = `${key.slice(0, MAX_KEY_LENGTH)}…`;
      return this.#report(node, "unknown-key", "warning", l10n.t("There is no key `{0}`.", short));
    }
    const isRule = path.length === 1 && path[0] === "rules";
    const closest = closestWord(key, Object.keys(schema.properties ?? {}));
    const fixes: Fix[] = closest
      ? [
          {
            title: l10n.t('Change to "{0}"', closest),
            kind: "suggestion",
            edits: [{ start: node.offset, end: node.offset + node.length, text: JSON.stringify(closest) }],
          },
        ]
      : [];
    const message = withHint(isRule ? noRuleText(key) : noKeyText(key, path), closest);
    this.#report(node, isRule ? "unknown-rule" : "unknown-key", "warning", message, fixes);
  }

  #extendsPlaces(tree: Node): Place[] {
    const property = tree.children?.find(child => child.children?.[0]?.value === "extends");
    const value = property?.children?.[1];
    const nodes = value?.type === "array" ? (value.children ?? []) : value ? [value] : [];
    return nodes.filter(node => node.type === "string").map(node => this.#place(node));
  }

  #place(at: { offset: number; length: number }): Place {
    return placeIn(this.#lines, { start: at.offset, end: at.offset + at.length });
  }

  #report(
    at: { offset: number; length: number },
    code: ConfigProblem["code"],
    level: ConfigProblem["level"],
    message: string,
    fixes: Fix[] = [],
  ) {
    if (this.#problems.length >= MAX_PROBLEMS) this.#unlisted.push(level);
    else this.#problems.push({ ...this.#place(at), code, level, message, fixes });
  }

  #tellUnlisted(): void {
    const last = this.#problems.at(-1);
    const count = this.#unlisted.length;
    if (count === 0 || last === undefined) return;
    const level = this.#unlisted.includes("error") ? "error" : "warning";
    this.#problems.push({ ...last, level, message: moreText(count), fixes: [] });
  }
}

function valuesOf(json: Record<string, unknown>): ConfigValues {
  const setting = (value: unknown): RuleSetting => {
    const [level, options] = Array.isArray(value) ? value : [value, {}];
    return { level: level as RuleLevel, options: (options ?? {}) as object };
  };
  const rules = Object.entries((json["rules"] ?? {}) as object).map(([id, value]) => [id, setting(value)] as const);
  const parents = json["extends"] ?? [];
  return {
    extends: Array.isArray(parents) ? (parents as string[]) : [parents as string],
    preset: json["preset"] as Preset | undefined,
    rules: new Map(rules.filter(([, { level }]) => level !== undefined)),
    include: json["include"] as string[] | undefined,
    exclude: json["exclude"] as string[] | undefined,
    tenancy: (json["tenancy"] ?? {}) as ConfigValues["tenancy"],
    limits: (json["limits"] ?? {}) as ConfigValues["limits"],
  };
}

/** What the value must be, when it is not. */
function typeProblem(node: Node, schema: Schema): string | undefined {
  if (schema.enum) return schema.enum.includes(node.value as string) ? undefined : nameOf(schema);
  const types = schema.type === undefined ? [] : [schema.type].flat();
  const isInteger = node.type === "number" && Number.isInteger(node.value);
  if (types.length > 0 && !types.includes(node.type as never) && !(isInteger && types.includes("integer")))
    return nameOf(schema);
  if (node.type === "number") {
    if (schema.minimum !== undefined && node.value < schema.minimum) return l10n.t("at least {0}", schema.minimum);
    if (schema.maximum !== undefined && node.value > schema.maximum) return l10n.t("at most {0}", schema.maximum);
  }
  return undefined;
}

function nameOf(schema: Schema): string {
  if (schema.enum) return l10n.t("one of {0}", schema.enum.map(value => JSON.stringify(value)).join(", "));
  const names = [schema.type ?? []].flat().map(typeName);
  return names.length === 0 ? l10n.t("another value") : alternatives(names);
}

function alternatives(names: readonly string[]): string {
  return names.reduce((before, name) => l10n.t("{0} or {1}", before, name));
}

function typeName(type: string): string {
  switch (type) {
    case "array":
      return l10n.t("an array");
    case "object":
      return l10n.t("an object");
    case "integer":
      return l10n.t("an integer");
    case "number":
      return l10n.t("a number");
    case "boolean":
      return l10n.t("a boolean");
    default:
      return l10n.t("a string");
  }
}

function noKeyText(key: string, path: readonly string[]): string {
  return path.length > 0
    ? l10n.t("`{0}` has no key `{1}`.", path.join("."), key)
    : l10n.t("There is no key `{0}`.", key);
}

function moreText(count: number): string {
  return count === 1 ? l10n.t("1 more fault is in this file.") : l10n.t("{0} more faults are in this file.", count);
}
