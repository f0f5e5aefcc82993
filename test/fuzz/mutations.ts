/** Real files, damaged in the ways that typing, merging and broken tools damage them. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";

export interface Source {
  path: string;
  text: string;
}

const READABLE = /\.(?:[cm]?[jt]sx?|pyi?|sql|prisma|toml|jsonc?|ya?ml)$/u;
const MAX_CHARACTERS = 40_000;

/** The readable files below the folders, in path order. */
export function sourcesIn(folders: readonly string[]): Source[] {
  return folders.flatMap(folder =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile() && READABLE.test(entry.name) && !entry.parentPath.includes("node_modules"))
      .map(entry => join(entry.parentPath, entry.name))
      .sort()
      .map(path => ({
        path: path.slice(folder.length + 1),
        text: readFileSync(path, "utf8").slice(0, MAX_CHARACTERS),
      })),
  );
}

/** Characters and words at which readers trip: brackets without end, quotes, directives, blank and invisible characters. */
const NASTY = [
  ..."(){}[]<>\"'`\\/*#@:;,.=+-!?&|^~%$",
  "\n",
  "\r",
  "\r\n",
  "\t",
  "\u0000",
  "\uFEFF",
  "\u2028",
  "\u00A0",
  "😀",
  "é",
  "e\u0301",
  "\uD83D",
  "\uDE00",
  "${",
  "`${`${",
  '"""',
  "'''",
  'f"{',
  "/*",
  "*/",
  "<!--",
  "$$",
  "$body$",
  "--",
  "# faultline-disable-next-line",
  "// faultline-disable-line no-uncapped-backoff -- ",
  "async ",
  "await ",
  "yield ",
  "lambda ",
  "=> ",
  "class ",
  "def ",
  "export default ",
  "import * as ",
  "match x:\n",
  "    ",
  "0x",
  "1e999",
  "-9".repeat(40),
] as const;

type Mutation = (text: string, other: string) => string;

const at = (share: number, text: string) => Math.floor(share * (text.length + 1));
const share = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const tokensOf = (text: string) => text.split(/(\s+|\b)/u);

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  share.map(end => (text: string) => text.slice(0, at(end, text))),
  fc.tuple(share, fc.constantFrom(...NASTY)).map(([place, put]) => (text: string) => {
    const index = at(place, text);
    return text.slice(0, index) + put + text.slice(index);
  }),
  fc.tuple(share, fc.nat(200)).map(([place, length]) => (text: string) => {
    const index = at(place, text);
    return text.slice(0, index) + text.slice(index + length);
  }),
  fc.tuple(share, share).map(([one, two]) => (text: string) => {
    const tokens = tokensOf(text);
    const [i, j] = [Math.floor(one * tokens.length), Math.floor(two * tokens.length)];
    [tokens[i], tokens[j]] = [tokens[j]!, tokens[i]!];
    return tokens.join("");
  }),
  fc.tuple(share, fc.integer({ min: 2, max: 60 })).map(([place, times]) => (text: string) => {
    const lines = text.split("\n");
    const index = Math.floor(place * lines.length);
    return [...lines.slice(0, index), ...Array<string>(times).fill(lines[index]!), ...lines.slice(index)].join("\n");
  }),
  fc.tuple(share, share, share).map(([into, from, to]) => (text: string, other: string) => {
    const [start, end] = [at(from, other), at(to, other)].sort((a, b) => a - b) as [number, number];
    const index = at(into, text);
    return text.slice(0, index) + other.slice(start, end) + text.slice(index);
  }),
  fc.constantFrom("\r\n", "\r").map(ending => (text: string) => text.replaceAll("\n", ending)),
  fc.constant((text: string) => `\uFEFF${text}`),
  // As a tool does that reads UTF-8 as another encoding, or cuts it in the middle of a character.
  fc.tuple(share, fc.nat(255)).map(([place, byte]) => (text: string) => {
    const bytes = Buffer.from(text);
    bytes[Math.floor(place * bytes.length)] = byte;
    return bytes.toString("utf8");
  }),
  fc.tuple(fc.constantFrom("(", "[", "{", "-", "!", "not ", "a.", "f(", "<div>", "if (x) "), fc.nat(400)).map(
    ([opening, depth]) =>
      (text: string) =>
        text + opening.repeat(depth),
  ),
);

/** A source with some damage, and which file it was. */
export function damaged(sources: readonly Source[]): fc.Arbitrary<Source> {
  const source = fc.constantFrom(...sources);
  return fc
    .tuple(source, source, fc.array(mutation, { minLength: 1, maxLength: 4 }))
    .map(([{ path, text }, other, mutations]) => ({
      path,
      text: mutations.reduce((now, mutate) => mutate(now, other.text), text),
    }));
}
