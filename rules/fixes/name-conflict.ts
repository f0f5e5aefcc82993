import * as l10n from "@vscode/l10n";
import type { UpsertRepair } from "../concepts/lookup-insert/index.ts";
import type { Fix } from "../finding.ts";

/**
 * Names the key by which an insert gives way to the row that is there:
 *
 *     .insert(row)  →  .upsert(row, { onConflict: "org_id,email", ignoreDuplicates: true })
 *     .upsert(row)  →  .upsert(row, { onConflict: "org_id,email" })
 */
export function nameConflict(repair: UpsertRepair, text: string): Fix[] {
  const columns = repair.columns.join(",");
  if (repair.kind === "postgrest-upsert")
    return [
      {
        title: l10n.t("Merge by `{0}`", columns),
        kind: "suggestion",
        edits: [{ start: repair.at.start, end: repair.at.end, text: `, { onConflict: "${columns}" }` }],
      },
    ];
  const call = /\.insert\(/u.exec(text.slice(repair.at.start));
  if (!call) return [];
  const open = repair.at.start + call.index;
  const end = closing(text, open + call[0].length);
  // A second argument would have to be merged with.
  if (end === undefined || end.commas > 0) return [];
  return [
    {
      title: l10n.t("Leave the row with the same `{0}` as it is", columns),
      kind: "suggestion",
      edits: [
        { start: open + 1, end: open + 7, text: "upsert" },
        { start: end.at, end: end.at, text: `, { onConflict: "${columns}", ignoreDuplicates: true }` },
      ],
    },
  ];
}

/** The offset of the bracket that closes, and how many commas stand directly in it. */
function closing(text: string, from: number): { at: number; commas: number } | undefined {
  let depth = 0;
  let commas = 0;
  for (let at = from; at < text.length; at++) {
    const character = text[at]!;
    if ("'\"`/".includes(character)) return undefined;
    if ("([{".includes(character)) depth++;
    else if (character === "," && depth === 0) commas++;
    else if (")]}".includes(character) && depth-- === 0) return { at, commas };
  }
  return undefined;
}
