import * as l10n from "@vscode/l10n";
import type { LockOrderFault } from "../concepts/lock-order/index.ts";
import type { Fix } from "../finding.ts";
import type { LanguageId } from "../ir/nodes.ts";

/** `sorted(items, key=lambda item: item["id"])`, `items.toSorted()`; none where the key is not known, or is compared in another way. */
export function sortByKey({ source, element, key, items }: LockOrderFault, text: string, language: LanguageId): Fix[] {
  if (key === undefined || items.endsWith("…")) return [];
  const list = text.slice(source.start, source.end);
  const ordered = language === "python" ? inPython(list, element, key) : inScript(list, element, key);
  return ordered === undefined
    ? []
    : [
        {
          title: l10n.t("Go through `{0}` in the order of its keys", items),
          kind: "suggestion",
          edits: [{ ...source, text: ordered }],
        },
      ];
}

function inPython(list: string, element: string, key: string): string | undefined {
  if (/^(enumerate|tqdm)\(/u.test(list)) return undefined;
  return key === element ? `sorted(${list})` : `sorted(${list}, key=lambda ${element}: ${key})`;
}

/** Numbers come in the order of their text: it is the same for every worker, and that is all it is for. */
function inScript(list: string, element: string, key: string): string | undefined {
  if (key === element) return `${list}.toSorted()`;
  const other = key.replace(element, "next");
  return `${list}.toSorted((${element}, next) => (${key} < ${other} ? -1 : 1))`;
}
