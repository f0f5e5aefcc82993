/**
 * The language of all that is worded for people. It is chosen once, before anything is worded, and by whoever is asked: the
 * editor, or the option of a command. What a program tells another one has no language.
 */
import * as l10n from "@vscode/l10n";
import { existsSync, readFileSync } from "#machine/disk.ts";
import { join } from "node:path";
import { programFolder } from "#machine/program.ts";

const ENGLISH = "en";
/** Of a tag as editors write it ("de-AT"), or as the environment does ("de_AT.UTF-8"). */
const SUBTAGS = /^[a-z\d]+(?:[-_][a-z\d]+)*/iu;

/**
 * Nobody's system locale is asked: what a build prints must not depend on the machine that it runs on. `texts` are those of
 * the language, where there is no disk to read them from.
 */
export function useLocale(
  tag: string | undefined = process.env["FAULTLINE_LOCALE"],
  texts?: Record<string, string>,
): void {
  const bundle = texts === undefined ? bundleOf(tag ?? ENGLISH) : undefined;
  l10n.config({ contents: bundle === undefined ? (texts ?? {}) : readFileSync(bundle, "utf8") });
}

/** The tag of the language in use: each translation says its own. */
export function localeInUse(): string {
  return l10n.t({ message: "en", comment: "The tag of the language of this file." });
}

/** What a rule finds. The catalogue has it in English. */
export function descriptionOf({ description }: { description: string }): string {
  return l10n.t(description);
}

/** A variety of a language is read as the language; one that there are no texts of is English. */
function bundleOf(tag: string): string | undefined {
  const subtags = SUBTAGS.exec(tag)?.[0].toLowerCase().split(/[-_]/u) ?? [];
  const candidates = subtags.map((_, index) => subtags.slice(0, subtags.length - index).join("-"));
  return candidates
    .map(candidate => join(programFolder(), "l10n", `bundle.l10n.${candidate}.json`))
    .find(file => existsSync(file));
}
