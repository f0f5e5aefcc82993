/** The short form of a rule's document: its message, why, and the first example. */

/** `message` is that of a finding; without one the rule's own description stands there. */
export function hoverText(rule: string, document: string, message?: string): string {
  const parts = [
    `**${rule}**${message === undefined ? "" : `: ${message}`}`,
    ...(message === undefined ? [leadOf(document)] : []),
    section(document, "Why"),
    firstExample(document),
  ];
  return parts.filter(part => part !== "").join("\n\n");
}

/** For clients that show plain text only. */
export function withoutMarkdown(markdown: string): string {
  return markdown
    .replace(/^```.*$/gmu, "")
    .replace(/\*\*|`/gu, "")
    .replace(/\n{3,}/gu, "\n\n")
    .trim();
}

/** First paragraph under the title that is prose, not the generated list of facts. */
function leadOf(document: string): string {
  const paragraphs = document.replaceAll("\r\n", "\n").split(/\n{2,}/u);
  return paragraphs.find(paragraph => /^[A-Z`*]/u.test(paragraph))?.trim() ?? "";
}

function section(document: string, title: string): string {
  const lines = document.split(/\r?\n/u);
  const from = lines.findIndex(line => new RegExp(`^##\\s+${title}\\s*$`, "u").test(line));
  if (from < 0) return "";
  const length = lines.slice(from + 1).findIndex(line => /^##?\s/u.test(line));
  return lines
    .slice(from + 1, length < 0 ? undefined : from + 1 + length)
    .join("\n")
    .trim();
}

/** The first fence, without the tag that tells the tests what to expect of it. */
function firstExample(document: string): string {
  const fence = /^```(\w+)[^\n]*\n[\s\S]*?^```$/mu.exec(document.replaceAll("\r\n", "\n"));
  return fence === null ? "" : fence[0].replace(/^```(\w+)[^\n]*/u, "```$1");
}
