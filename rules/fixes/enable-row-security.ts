/** Switches row-level security on behind the statement that creates the table. */
import * as l10n from "@vscode/l10n";
import type { TableSecurity } from "../concepts/row-security/index.ts";
import type { Fix } from "../finding.ts";

/** Without policies nobody but the server reads the table afterwards, so it is for people to look at. */
export function enableRowSecurity(table: TableSecurity, text: string): Fix | undefined {
  // What a later statement switches off, an earlier one cannot switch on.
  if (table.switchedOff) return undefined;
  // Their policies would come into force as they are, open ones too.
  if (table.hasOpenPolicies) return undefined;
  // Without a policy, what users read now would be empty then.
  if (table.admitting === 0 && table.readByUsers) return undefined;
  const semicolon = /^[\s\S]{0,3}?;/u.exec(text.slice(table.statement.end));
  const end =
    text[table.statement.end - 1] === ";"
      ? table.statement.end
      : semicolon && table.statement.end + semicolon[0].length;
  if (!end) return undefined;
  return {
    title: l10n.t("Enable row-level security on `{0}`", table.table),
    kind: "suggestion",
    edits: [{ start: end, end, text: `\n\nALTER TABLE ${table.spelling} ENABLE ROW LEVEL SECURITY;` }],
  };
}
