import * as l10n from "@vscode/l10n";
import type { Fix } from "../finding.ts";

/**
 * Gives a Python limiter its store by keyword, from the environment:
 *
 *     Limiter(key_func=get_remote_address)
 *     Limiter(key_func=get_remote_address, storage_uri=os.environ["RATELIMIT_STORAGE_URI"])
 */
export function giveSharedStore(
  store: { insertAt: number; keyword: string; environment: string; importAt: number | undefined },
  text: string,
): Fix | undefined {
  const before = text.slice(0, store.insertAt).trimEnd().at(-1);
  const after = /^\s*,/u.exec(text.slice(store.insertAt));
  const argument = `${store.keyword}=os.environ["${store.environment}"]`;
  const hasImport = /^import os\b/mu.test(text);
  if (!hasImport && store.importAt === undefined) return undefined;
  const inserted = before === "(" ? argument : `, ${argument}`;
  // A trailing comma stays the last one.
  const at = store.insertAt;
  const edits = [{ start: at, end: at, text: after || before !== "," ? inserted : ` ${argument}` }];
  if (!hasImport) edits.unshift({ start: store.importAt!, end: store.importAt!, text: "import os\n" });
  return { title: l10n.t("Keep the counts in a store that all processes share"), kind: "suggestion", edits };
}
