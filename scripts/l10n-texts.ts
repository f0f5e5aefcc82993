/** What is worded for people, in English and in other languages. */
import { getL10nJson } from "@vscode/l10n-dev";
import { readdirSync, readFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import ts from "typescript";
import { rules } from "../rules/catalog/index.ts";
import { directiveRules } from "../server/engine/directive-rules.ts";

/** Text by key; a text with a remark for translators bears it in its key. */
export type Texts = Record<string, string | { message: string; comment: string[] }>;

interface Translation {
  /** Relative to the root. */
  path: string;
  english: Record<string, string>;
  translated: Record<string, string>;
}

/** What looks up a text that stands elsewhere: in a rule, or in a table with a mark around it. */
const LOOKS_UP = ["rules/define-rule.ts", "rules/libraries/phrase.ts", "server/engine/locale.ts"];

/** All that `l10n.t` is called with, and what the rules say. */
export async function sourceTexts(root: string): Promise<Texts> {
  const files = sourceFiles(root).map(path => ({
    contents: readFileSync(join(root, path), "utf8"),
    extension: extname(path) as ".ts" | ".tsx",
  }));
  const called = (await getL10nJson(files.filter(({ contents }) => contents.includes("l10n.t")))) as Texts;
  const said = [...rules, ...directiveRules].flatMap(({ definition }) => [
    definition.description,
    ...("messages" in definition ? Object.values(definition.messages) : []),
  ]);
  const marked = files.flatMap(({ contents }) => (contents.includes("phrase(") ? phrasesIn(contents) : []));
  return sorted({ ...called, ...Object.fromEntries([...said, ...marked].map(text => [text, text])) });
}

/** Every translation of the bundle and of the manifest's texts. */
export function translations(root: string, texts: Texts): Translation[] {
  const english = Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, messageOf(text)]));
  return [
    ...translationsOf(root, "l10n", /^bundle\.l10n\.[\w-]+\.json$/u, english),
    ...translationsOf(root, "", /^package\.nls\.[\w-]+\.json$/u, sorted(read(join(root, "package.nls.json")))),
  ];
}

/** Whether a translation names other things than the text that it is of: placeholders or code. */
export function unlike(english: string, translated: string): boolean {
  const named = (text: string) =>
    [...text.matchAll(/`[^`]*`|\{\{?[\w.]+\}?\}/gu)]
      .map(([part]) => part)
      .sort()
      .join(" ");
  return named(english) !== named(translated);
}

/** Calls that nothing can be extracted from, or that are made before the language is known. */
export function looseCalls(root: string): string[] {
  return sourceFiles(root)
    .filter(path => !LOOKS_UP.includes(path))
    .flatMap(path => {
      const text = readFileSync(join(root, path), "utf8");
      return text.includes("l10n.t") ? looseCallsIn(path, text) : [];
    });
}

/** Words of tables: `phrase("the last error is thrown")`. */
function phrasesIn(text: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText() === "phrase") {
      const [first] = node.arguments;
      if (first && ts.isStringLiteralLike(first)) found.push(first.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("table.ts", text, ts.ScriptTarget.Latest, true));
  return found;
}

function looseCallsIn(path: string, text: string): string[] {
  const tree = ts.createSourceFile(basename(path), text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node, inFunction: boolean): void => {
    if (ts.isCallExpression(node) && /(?:^|\.)l10n\.t$/u.test(node.expression.getText())) {
      const [first] = node.arguments;
      if (!first || !standsThere(first) || !inFunction)
        found.push(`${path}:${lineOf(tree, node)} ${node.getText().slice(0, 80)}`);
    }
    ts.forEachChild(node, child => visit(child, inFunction || ts.isFunctionLike(node)));
  };
  visit(tree, false);
  return found;
}

/** A text, or a text with its remark for translators. */
function standsThere(argument: ts.Expression): boolean {
  if (!ts.isObjectLiteralExpression(argument)) return ts.isStringLiteralLike(argument);
  return argument.properties.every(
    one => one.name?.getText() === "args" || (ts.isPropertyAssignment(one) && ts.isStringLiteralLike(one.initializer)),
  );
}

function lineOf(tree: ts.SourceFile, node: ts.Node): number {
  return tree.getLineAndCharacterOfPosition(node.getStart()).line + 1;
}

function sourceFiles(root: string): string[] {
  return ["client", "rules", "server"].flatMap(top =>
    readdirSync(join(root, top), { recursive: true, encoding: "utf8" })
      .map(entry => `${top}/${entry.replaceAll("\\", "/")}`)
      .filter(path => /\.tsx?$/u.test(path) && path !== "rules/catalog/documents.ts")
      .sort(),
  );
}

function translationsOf(root: string, folder: string, named: RegExp, english: Record<string, string>): Translation[] {
  return readdirSync(join(root, folder))
    .filter(name => named.test(name))
    .map(name => ({ path: join(folder, name), english, translated: read(join(root, folder, name)) }));
}

function read(file: string): Record<string, string> {
  return JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
}

function messageOf(text: Texts[string]): string {
  return typeof text === "string" ? text : text.message;
}

function sorted<Value>(record: Record<string, Value>): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
