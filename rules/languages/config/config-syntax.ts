/** What a configuration file in which findings may stand says of itself: its comments, and whether it is whole. */
import { type ParseError, parseTree } from "jsonc-parser";
import { parse, TomlError } from "smol-toml";
import type { Comment } from "../../ir/nodes.ts";

/** Comments of a TOML or JSON file, in source order; none of other formats. */
export function configComments(path: string, text: string): Comment[] {
  if (path.endsWith(".toml")) return commentsIn(text, TOML_COMMENT);
  return /\.jsonc?$/u.test(path) ? commentsIn(text, JSON_COMMENT) : [];
}

/** How many places of a TOML or JSON file cannot be read. */
export function configProblems(path: string, text: string): number {
  if (path.endsWith(".toml")) {
    try {
      parse(text);
      return 0;
    } catch (error) {
      if (error instanceof TomlError) return 1;
      throw error;
    }
  }
  const errors: ParseError[] = [];
  if (/\.jsonc?$/u.test(path)) parseTree(text, errors, { allowTrailingComma: true });
  return errors.length;
}

/** A `#` outside of strings that end on their own line. */
const TOML_COMMENT = /"""|'''|"(?:[^"\\\n]|\\.)*"?|'[^'\n]*'?|#[^\r\n]*/gu;
const JSON_COMMENT = /"(?:[^"\\\n]|\\.)*"?|\/\/[^\r\n]*|\/\*(?:(?!\/\*)[\s\S])*?\*\//gu;

function commentsIn(text: string, pattern: RegExp): Comment[] {
  return [...text.matchAll(pattern)].flatMap(({ index, 0: found }) => {
    if (/^["']/u.test(found)) return [];
    const block = found.startsWith("/*");
    const inner = found.slice(found.startsWith("#") ? 1 : 2, block ? -2 : undefined);
    return [{ start: index, end: index + found.length, text: inner, block }];
  });
}
