import * as l10n from "@vscode/l10n";

/**
 * Marks words of a table that people read: `npm run l10n` collects them. In the table they stay English, so that what is
 * compared or cached has no language; who shows them asks for {@link worded}.
 */
export function phrase(text: string): string {
  return text;
}

/** In the language of today. Names, which the tables hold as well, are the same in all. */
export function worded(text: string): string {
  return l10n.t(text);
}
