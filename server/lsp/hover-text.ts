/** The short form of a rule's document: its message, why, and the first example. */

export interface HoverContext {
  /** Of a finding under the pointer; without one the rule's own description stands there. */
  message?: string;
  /** Tag of the examples to prefer: "ts", "py" or "sql". */
  language?: string;
}

export function hoverText(rule: string, document: string, { message, language }: HoverContext): string {
  const text = document.replaceAll("\r\n", "\n");
  const parts = [
    `**${rule}**${message === undefined ? "" : `: ${message}`}`,
    ...(message === undefined ? [leadOf(text)] : []),
    section(text, "Why").split(/\n{2,}/u)[0]!,
    example(text, language) ?? example(text, undefined) ?? "",
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
  const paragraphs = document.split(/\n{2,}/u);
  return paragraphs.find(paragraph => /^[A-Z`*]/u.test(paragraph))?.trim() ?? "";
}

function section(document: string, title: string): string {
  const lines = document.split("\n");
  const from = lines.findIndex(line => new RegExp(`^##\\s+${title}\\s*$`, "u").test(line));
  if (from < 0) return "";
  const length = lines.slice(from + 1).findIndex(line => /^##?\s/u.test(line));
  return lines
    .slice(from + 1, length < 0 ? undefined : from + 1 + length)
    .join("\n")
    .trim();
}

/** The first fence (of a language), without the words that tell the tests what to expect of it. */
function example(document: string, language: string | undefined): string | undefined {
  const fence = new RegExp(`^\`\`\`(${language ?? "\\w+"})\\b[^\\n]*\\n[\\s\\S]*?^\`\`\`$`, "mu").exec(document);
  return fence?.[0].replace(/^```(\w+)[^\n]*/u, "```$1");
}
