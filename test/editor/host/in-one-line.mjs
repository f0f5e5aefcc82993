/** A text as a reader takes it: its lines are the window's, not its own. */
export function inOneLine(text) {
  return text.replace(/\s+/gu, " ").trim();
}
