/**
 * YAML of bounded depth. The library calls itself for each level, and a stack that ends inside of it can end the process;
 * explaining each error of a broken text takes it the whole text again.
 */

export const YAML_OPTIONS = { logLevel: "silent", prettyErrors: false } as const;

const MAX_DEPTH = 100;
/** What people write of a deployment; larger are generated definitions, which say nothing of processes. */
const MAX_LENGTH = 256 * 1024;
/** Blocks in blocks: `- - -`, or lines that are indented further and further. */
const DEEP_BLOCKS = /(?:[-?:][ \t]{1,8}){100}|^ {200}/mu;

/** The text, or a SyntaxError when no person or tool writes what is nested like that. */
export function boundedYaml(text: string): string {
  if (text.length > MAX_LENGTH) throw new SyntaxError("YAML is too long");
  if (DEEP_BLOCKS.test(text) || deepestBracket(text) > MAX_DEPTH) throw new SyntaxError("YAML is nested too deeply");
  return text;
}

function deepestBracket(text: string): number {
  let deepest = 0;
  let depth = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/gu)) {
    depth = bracket === "[" || bracket === "{" ? depth + 1 : Math.max(0, depth - 1);
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}
