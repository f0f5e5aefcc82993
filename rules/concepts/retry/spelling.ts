/** Where and how the option that a library's retry lacks is written: as edits, so that a fix only has to choose. */
import { escapePattern } from "../../ir/escape-pattern.ts";
import type { TextEdit } from "../../finding.ts";
import type { Call, Expression, Import, Node } from "../../ir/nodes.ts";
import type { OptionSpelling, RetrySpelling } from "../../libraries/retry-row.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import type { Options } from "./options.ts";
import type { SpelledRecord } from "./record.ts";

export interface SpellingRow {
  package: string;
  spelling: RetrySpelling;
  /** Position of the options object; "any" the first object. */
  options: "keywords" | "any" | number;
  under?: string;
  attempts?: { forever?: string };
}

/** The options that may be written here; each is left out where it is written already or cannot be. */
export function spelledOptions(
  row: SpellingRow,
  options: Options,
  at: Expression,
  model: FileModel,
): { spelled?: Record<string, SpelledRecord> } {
  if (options.open) return {};
  const spelled: Record<string, SpelledRecord> = {};
  for (const [what, spelling] of Object.entries(row.spelling) as [string, OptionSpelling | undefined][]) {
    const forever = what === "bound" && spelling ? inPlaceOfForever(row, spelling, options) : undefined;
    const written = forever ?? (spelling && spelledOption(row, spelling, options, at, model));
    if (written) spelled[what] = written;
  }
  return Object.keys(spelled).length > 0 ? { spelled } : {};
}

/** `forever: true` is stronger than any number: the number stands in its place. */
function inPlaceOfForever(row: SpellingRow, spelling: OptionSpelling, options: Options): SpelledRecord | undefined {
  const name = row.attempts?.forever;
  const property = name === undefined ? undefined : options.expression(name)?.parent;
  if (!property || options.expression(spelling.option)) return undefined;
  const text = `${spelling.option}: ${spelling.value}`;
  return { text, edits: [{ start: property.start, end: property.end, text }] };
}

/** One option that goes into `options`, or stands for the empty value that it has. */
export function spelledOption(
  row: Omit<SpellingRow, "spelling">,
  spelling: OptionSpelling,
  options: Options,
  at: Expression,
  model: FileModel,
): SpelledRecord | undefined {
  const names = namesFor(spelling, row.package, at, model);
  if (!names) return undefined;
  const text = model.python ? `${spelling.option}=${names.value}` : `${spelling.option}: ${names.value}`;
  const old = options.expression(spelling.option);
  // Only a value that means nothing (`None`, -1, `forever`) may make room for another.
  if (old && old.kind !== "literal" && old.kind !== "unary" && spelling.replaces !== true) return undefined;
  const edit = old ? { start: old.start, end: old.end, text: names.value } : insertion(row, text, options, at, model);
  return edit && { text, edits: [...names.edits, edit] };
}

function insertion(
  row: Omit<SpellingRow, "spelling">,
  text: string,
  options: Options,
  at: Expression,
  model: FileModel,
): TextEdit | undefined {
  const { holder } = options;
  if (holder) return intoList(holder.kind === "call" ? holder.args : holder.properties, holder, text, model);
  if (at.kind !== "call") return model.python ? { start: at.end, end: at.end, text: `(${text})` } : undefined;
  if (row.options === "keywords") return undefined;
  if (row.under !== undefined) {
    const outer = options.outer?.holder;
    return outer?.kind === "object" ? intoList(outer.properties, outer, `${row.under}: { ${text} }`, model) : undefined;
  }
  const expected = row.options === "any" ? 1 : row.options;
  if (at.args.length !== expected || at.args.some(argument => argument.spread)) return undefined;
  return intoList(at.args, at, `{ ${text} }`, model);
}

function intoList(
  items: readonly Node[],
  holder: Call | (Node & { kind: "object" }),
  text: string,
  model: FileModel,
): TextEdit | undefined {
  const last = items.at(-1);
  const start = last?.end ?? (holder.kind === "call" ? holder.argsStart : holder.start + 1);
  // A comment between the last item and the end would have to move.
  if (/#|\/\/|\/\*/u.test(model.text.slice(start, holder.end))) return undefined;
  const inBraces = holder.kind === "object" && !last;
  return { start, end: start, text: last ? `, ${text}` : inBraces ? ` ${text} ` : text };
}

/** ` + wait_random(0, 1)` after an expression. */
export function spelledAddition(
  after: Expression,
  spelling: OptionSpelling,
  packageName: string,
  model: FileModel,
): SpelledRecord | undefined {
  const names = namesFor(spelling, packageName, after, model);
  if (!names) return undefined;
  const edit = { start: after.end, end: after.end, text: ` + ${names.value}` };
  return { text: names.value, edits: [...names.edits, edit] };
}

/** The value with its names as this file knows them, and the imports that it needs. */
function namesFor(
  spelling: OptionSpelling,
  packageName: string,
  at: Expression,
  model: FileModel,
): { value: string; edits: TextEdit[] } | undefined {
  const from = spelling.from ?? packageName;
  const missing: string[] = [];
  let value = spelling.value;
  for (const name of spelling.names ?? []) {
    const binding = model.bindings.lookUp(name, at);
    if (!binding) missing.push(name);
    else if (binding.definitions[0]?.imported?.module !== from) return undefined;
  }
  if (missing.length === 0) return { value, edits: [] };
  const imports = importsOf(from, model);
  const whole = imports.find(one => one.names.some(name => name.imported === "*" && name.local !== undefined));
  const local = whole?.names.find(name => name.imported === "*")?.local;
  if (local !== undefined) {
    for (const name of missing)
      value = value.replaceAll(new RegExp(`\\b${escapePattern(name)}\\b`, "gu"), `${local}.${name}`);
    return { value, edits: [] };
  }
  const edit = importEdit(missing, from, imports, model);
  return edit && { value, edits: [edit] };
}

function importsOf(module: string, model: FileModel): Import[] {
  return model.module.body.filter(
    (one): one is Import => one.kind === "import" && one.module === module && !one.typeOnly,
  );
}

function importEdit(names: string[], from: string, imports: Import[], model: FileModel): TextEdit | undefined {
  const named = imports
    .flatMap(one => one.names)
    .filter(one => one.imported !== "*" && one.imported !== "default")
    .at(-1);
  if (named) return { start: named.end, end: named.end, text: `, ${names.join(", ")}` };
  return importLine(
    model.python ? `from ${from} import ${names.join(", ")}` : `import { ${names.join(", ")} } from "${from}";`,
    model,
  );
}

/** A new import, above the first one; after those of `__future__`, which come first. */
export function importLine(text: string, model: FileModel): TextEdit {
  const imports = model.module.body.filter((one): one is Import => one.kind === "import" && one.dynamic !== true);
  const future = imports.findLast(one => one.module === "__future__");
  if (future) return { start: future.end, end: future.end, text: `\n${text}` };
  const first = imports[0];
  if (first) return { start: first.start, end: first.start, text: `${text}\n` };
  const at = model.module.body[0]?.start ?? model.module.prologueEnd;
  const start = model.module.prologueEnd > 0 ? model.module.prologueEnd : at;
  return model.module.prologueEnd > 0
    ? { start, end: start, text: `\n${text}` }
    : { start, end: start, text: `${text}\n\n` };
}
