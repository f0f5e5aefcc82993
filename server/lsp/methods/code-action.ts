import {
  CodeActionKind,
  type CancellationToken,
  type CodeAction,
  type CodeActionParams,
  type Diagnostic,
} from "vscode-languageserver";
import { configFixActions } from "../actions/config-fix-actions.ts";
import { documentAction } from "../actions/document-action.ts";
import type { FileView } from "../actions/file-view.ts";
import { fixActions, fixAllAction, fixAllKind, fixRuleAction } from "../actions/fix-actions.ts";
import { suppressAction, suppressInFileAction } from "../actions/suppress-action.ts";
import { overlaps, toDiagnostic, toRange, type DiagnosticData } from "../convert.ts";
import type { Session } from "../session.ts";
import { viewOf } from "../view-of.ts";

/** Everything is told of the text of now, so that every edit fits it. */
export async function codeAction(
  session: Session,
  { textDocument, range, context }: CodeActionParams,
  token: CancellationToken,
): Promise<CodeAction[]> {
  const open = session.documents.get(textDocument.uri);
  if (open === undefined) return [];
  const folder = await session.folderOf(open.path, token);
  if (folder === undefined) return [];
  session.analyse(open);
  const view = viewOf(session, folder, open);
  const asked = new Set(context.diagnostics.map(fingerprintOf));
  // Those of the baseline have no diagnostic, and can be mended all the same.
  const here = [...view.findings, ...folder.known(view.path)].filter(
    finding => overlaps(toRange(finding), range) || asked.has(finding.fingerprint),
  );
  const actions: CodeAction[] = [];
  if (wants(context.only, CodeActionKind.QuickFix)) {
    const documentAddress = (rule: string) => folder.rules.addressOf(rule);
    const uriOf = (path: string) => session.uriOf(folder.absoluteOf(path));
    const diagnostics = here.map(finding =>
      toDiagnostic(finding, { features: session.features, uriOf, documentAddress }),
    );
    actions.push(...quickFixes(view, here, diagnostics));
    actions.push(...configFixActions(view, folder.configProblems(view.path), range));
  }
  if (wants(context.only, fixAllKind)) actions.push(...fixAllAction(view, fixAllKind));
  return actions;
}

/** In the order of the lightbulb: repair this, repair more, live with it, read about it. */
function quickFixes(view: FileView, here: FileView["findings"], diagnostics: Diagnostic[]): CodeAction[] {
  const rules = [...new Set(here.map(finding => finding.rule))];
  const firstOf = (rule: string) => diagnostics[here.findIndex(finding => finding.rule === rule)]!;
  return [
    ...here.flatMap((finding, index) => fixActions(view, finding, diagnostics[index]!)),
    ...rules.flatMap(rule => fixRuleAction(view, rule)),
    ...(here.length > 0 ? fixAllAction(view, CodeActionKind.QuickFix) : []),
    ...here.flatMap((finding, index) => suppressAction(view, finding, diagnostics[index]!)),
    ...rules.flatMap(rule => suppressInFileAction(view, rule, firstOf(rule))),
    ...rules.flatMap(rule => documentAction(view, rule, firstOf(rule))),
  ];
}

/** A kind asks for all kinds below it: `source.fixAll` for `source.fixAll.faultline`. */
function wants(only: string[] | undefined, kind: string): boolean {
  return only === undefined || only.some(one => kind === one || kind.startsWith(`${one}.`));
}

function fingerprintOf({ data }: Diagnostic): string | undefined {
  return (data as Partial<DiagnosticData> | undefined)?.fingerprint;
}
