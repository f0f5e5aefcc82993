/**
 * Writes the texts of the source into l10n/bundle.l10n.json and puts every translation into the same order, without what is
 * said no more. `--check` writes nothing and tells, by language, what is missing, left over, or names other things than the
 * English text does.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { looseCalls, sourceTexts, translations, type Texts, unlike } from "./l10n-texts.ts";

const root = new URL("..", import.meta.url).pathname;
const check = process.argv.includes("--check");

const texts = await sourceTexts(root);
write("l10n/bundle.l10n.json", texts);
for (const { path, english, translated } of translations(root, texts)) {
  const keys = Object.keys(english);
  const missing = keys.filter(key => !translated[key]);
  if (missing.length > 0) fail(`${path}: ${missing.length} missing`, missing);
  const different = keys.filter(key => translated[key] && unlike(english[key]!, translated[key]));
  if (different.length > 0) fail(`${path}: other placeholders or code than in English`, different);
  write(path, Object.fromEntries(keys.flatMap(key => (translated[key] ? [[key, translated[key]]] : []))));
}
const loose = looseCalls(root);
if (loose.length > 0) fail("l10n.t takes a text that stands there, and is called when there is a language:", loose);

function write(path: string, content: Texts): void {
  const full = join(root, path);
  const before = existsSync(full) ? readFileSync(full, "utf8") : "";
  const after = `${JSON.stringify(content, undefined, 2)}\n`;
  if (before === after) return;
  if (!check) {
    writeFileSync(full, after);
    console.log(`wrote ${path}`);
    return;
  }
  const leftOver = before.split("\n").filter(line => !after.includes(line));
  const fresh = after.split("\n").filter(line => !before.includes(line));
  fail(`${path} is not what npm run l10n writes`, [
    ...leftOver.map(line => `- ${line}`),
    ...fresh.map(line => `+ ${line}`),
  ]);
}

function fail(what: string, examples: readonly string[]): void {
  process.exitCode = 1;
  console.error([what, ...examples].map((line, index) => (index === 0 ? line : `  ${line}`)).join("\n"));
}
