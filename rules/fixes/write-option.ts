import type { SpelledRecord } from "../concepts/retry/index.ts";
import type { Fix } from "../finding.ts";

/** Writes the option that a library's call lacks, with the imports that it needs. The number in it is a proposal. */
export function writeOption(option: SpelledRecord | undefined, purpose: string): Fix[] {
  return option ? [{ title: `${purpose} with \`${option.text}\``, kind: "suggestion", edits: option.edits }] : [];
}
