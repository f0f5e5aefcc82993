import type { SpelledRecord } from "../concepts/retry/index.ts";
import type { Fix } from "../finding.ts";

/** Writes the option that a library's call lacks, with the imports that it needs. The number in it is a proposal. */
export function writeOption(option: SpelledRecord | undefined, titled: (option: string) => string): Fix[] {
  return option ? [{ title: titled(option.text), kind: "suggestion", edits: option.edits }] : [];
}
