import * as l10n from "@vscode/l10n";
import { CodeActionKind, type CodeAction, type Diagnostic } from "vscode-languageserver";
import type { Finding, TextEdit } from "../../../rules/finding.ts";
import type { FileView } from "./file-view.ts";
import { withoutOverlaps, workspaceEdit } from "./workspace-edit.ts";

export const fixAllKind = `${CodeActionKind.SourceFixAll}.faultline`;

/** One action for each way to fix a finding. Only a safe fix without rival is preferred; a suggestion never is. */
export function fixActions(view: FileView, finding: Finding, diagnostic: Diagnostic): CodeAction[] {
  const onlySafe = finding.fixes.filter(fix => fix.kind === "safe").length === 1;
  return finding.fixes.flatMap(fix => {
    const edit = workspaceEdit(view, fix.edits);
    if (edit === undefined) return [];
    const isPreferred = fix.kind === "safe" && onlySafe;
    const action: CodeAction = { title: fix.title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], edit };
    return [isPreferred ? { ...action, isPreferred } : action];
  });
}

/** Offered beside the fix of one finding when the same rule has more of them in the file. */
export function fixRuleAction(view: FileView, rule: string): CodeAction[] {
  const groups = safeEdits(view, finding => finding.rule === rule);
  if (groups.length < 2) return [];
  return action(
    view,
    groups,
    l10n.t("Fix all {0} findings of {1} in this file", groups.length, rule),
    CodeActionKind.QuickFix,
  );
}

/** `kind` is {@link fixAllKind} for the action that runs on save. */
export function fixAllAction(view: FileView, kind: string): CodeAction[] {
  const groups = safeEdits(view, () => true);
  if (groups.length < (kind === fixAllKind ? 1 : 2)) return [];
  const title =
    groups.length === 1
      ? l10n.t("Apply the safe fix in this file")
      : l10n.t("Apply all {0} safe fixes in this file", groups.length);
  return action(view, groups, title, kind);
}

function action(view: FileView, groups: TextEdit[][], title: string, kind: string): CodeAction[] {
  const edit = workspaceEdit(view, withoutOverlaps(groups));
  return edit === undefined ? [] : [{ title, kind, edit }];
}

/** The first safe fix of each finding. Fixes that reach into other files are made one by one, where a person looks. */
function safeEdits(view: FileView, isMeant: (finding: Finding) => boolean): TextEdit[][] {
  return view.findings.filter(isMeant).flatMap(finding => {
    const fix = finding.fixes.find(({ kind }) => kind === "safe");
    const isLocal = fix?.edits.every(edit => edit.path === undefined || edit.path === view.path);
    return fix !== undefined && isLocal === true ? [fix.edits] : [];
  });
}
