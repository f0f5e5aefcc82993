import * as l10n from "@vscode/l10n";

/** The word of `words` that a misspelt one stands for, if any is near enough. */
export function closestWord(word: string, words: readonly string[]): string | undefined {
  const near = words
    .map(one => ({ one, distance: editDistance(word.toLowerCase(), one.toLowerCase()) }))
    .filter(({ one, distance }) => distance <= Math.max(2, Math.floor(Math.max(one.length, word.length) / 3)));
  near.sort((a, b) => a.distance - b.distance);
  return near[0]?.one;
}

export function noRuleText(name: string): string {
  return l10n.t("There is no rule `{0}`.", name);
}

/** The same at a prompt, as the end of a line. */
export function noSuchRule(word: string, known: readonly string[]): string {
  const closest = closestWord(word, known);
  return closest === undefined
    ? l10n.t("there is no rule {0}", word)
    : l10n.t("there is no rule {0}, did you mean {1}?", word, closest);
}

/** A sentence, followed by the word that was meant perhaps. */
export function withHint(sentence: string, closest: string | undefined): string {
  return closest === undefined ? sentence : l10n.t("{0} Did you mean `{1}`?", sentence, closest);
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length]!;
}
