import { CodeActionKind, type CodeAction, type Range } from "vscode-languageserver";
import type { ConfigProblem } from "../../engine/scan-result.ts";
import { overlaps, toConfigDiagnostic, toRange } from "../convert.ts";
import type { FileView } from "./file-view.ts";
import { workspaceEdit } from "./workspace-edit.ts";

export function configFixActions(view: FileView, problems: ConfigProblem[], range: Range): CodeAction[] {
  const here = problems.filter(problem => overlaps(toRange(problem), range));
  return here.flatMap(problem =>
    problem.fixes.flatMap(fix => {
      const edit = workspaceEdit(view, fix.edits);
      const diagnostics = [toConfigDiagnostic(problem)];
      return edit === undefined ? [] : [{ title: fix.title, kind: CodeActionKind.QuickFix, diagnostics, edit }];
    }),
  );
}
