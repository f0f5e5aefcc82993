/**
 * `async (` in `async (` in `async (`, none of them closed: half-typed, or a file cut off. TypeScript's parser reads what follows
 * each of them twice, as the head of a function and as the arguments of a call: twenty take it seconds, forty for ever.
 */

/** Takes the parser some 0.1 s; nobody nests as many. */
const MOST = 12;
const HEADS_AND_PARENTHESES = /\basync\s*(?:<[^<>()]*>\s*)?\(|[()]/gu;

export function nestsAsyncHeads(text: string): boolean {
  if (!holdsMore(text, "async", MOST)) return false;
  const open: boolean[] = [];
  let heads = 0;
  for (const [found] of text.matchAll(HEADS_AND_PARENTHESES)) {
    if (found === ")") {
      if (open.pop()) heads--;
    } else {
      const isHead = found !== "(";
      open.push(isHead);
      if (isHead && ++heads > MOST) return true;
    }
  }
  return false;
}

function holdsMore(text: string, word: string, most: number): boolean {
  let count = 0;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) if (++count > most) return true;
  return false;
}
