import * as l10n from "@vscode/l10n";
import type { SentDelay } from "../concepts/server-delay/sent-header.ts";
import type { Fix } from "../finding.ts";
import type { LanguageId } from "../ir/nodes.ts";

/** Turns a time in milliseconds, or a number of them, into the seconds that a Retry-After header carries. */
export function sendSeconds(sent: SentDelay, language: LanguageId, text: string): Fix[] {
  const is = sent.wrong?.is;
  if (language !== "typescript" || (is !== "epoch-ms" && is !== "ms")) return [];
  const inner = text.slice(sent.inner.start, sent.inner.end);
  if (/\/\/ |\/\*/u.test(text.slice(sent.value.start, sent.value.end))) return [];
  const value = /^[\w.$]+$/u.test(inner) ? inner : `(${inner})`;
  const left = is === "epoch-ms" ? `(${value} - Date.now())` : value;
  const edit = {
    start: sent.value.start,
    end: sent.value.end,
    text: `String(Math.max(1, Math.ceil(${left} / 1000)))`,
  };
  return [{ title: l10n.t("Send the seconds that are left"), kind: "safe", edits: [edit] }];
}
