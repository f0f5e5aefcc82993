import type { CancellationToken, ChangeAnnotation, WorkspaceEdit } from "vscode-languageserver";
import type { Finding, Fix, TextEdit } from "../../../rules/finding.ts";
import type { FixAllAnswer, FixAllParams } from "../../protocol.ts";
import { groupsWithoutOverlaps } from "../actions/workspace-edit.ts";
import type { FileText } from "../actions/file-view.ts";
import { rangeOfSpan } from "../convert.ts";
import type { Folder } from "../folder.ts";
import type { Session } from "../session.ts";
import { fileText } from "../view-of.ts";

/** One fix of a finding, as the preview lists it. */
interface Planned {
  finding: Finding;
  fix: Fix;
}

/** The best fix of each finding of the rule in every file, suggestions too, as a person confirms each. */
export async function fixAllOfRule(
  session: Session,
  { rule }: FixAllParams,
  token: CancellationToken,
): Promise<FixAllAnswer> {
  const folders = session.folders.all();
  await session.unlessCancelled(Promise.all(folders.map(folder => folder.ready)), token);
  for (const open of session.documents.all()) session.analyse(open);
  const changes: NonNullable<WorkspaceEdit["documentChanges"]> = [];
  const changeAnnotations: Record<string, ChangeAnnotation> = {};
  for (const folder of folders) {
    const planned = await plan(folder, rule, token);
    for (const one of planned) changeAnnotations[idOf(one.finding)] = annotation(one);
    changes.push(...editsOf(session, folder, planned));
  }
  const fixes = Object.keys(changeAnnotations).length;
  if (fixes === 0) return { fixes: 0, files: 0 };
  return { edit: { documentChanges: changes, changeAnnotations }, fixes, files: changes.length };
}

async function plan(folder: Folder, rule: string, token: CancellationToken): Promise<Planned[]> {
  const found: Finding[] = [];
  const abort = new AbortController();
  const listener = token.onCancellationRequested(() => abort.abort());
  await folder.sweep(abort.signal, path => {
    found.push(...folder.findings(path).filter(finding => finding.rule === rule && finding.fixes.length > 0));
  });
  listener.dispose();
  const all = found.map((finding): Planned => ({ finding, fix: bestOf(finding) }));
  return groupsWithoutOverlaps(all, ({ finding, fix }) => withPaths(fix.edits, finding.path));
}

function bestOf({ fixes }: Finding): Fix {
  return fixes.find(({ kind }) => kind === "safe") ?? fixes[0]!;
}

function withPaths(edits: readonly TextEdit[], path: string): TextEdit[] {
  return edits.map(edit => ({ ...edit, path: edit.path ?? path }));
}

/** Copies of a file have the same fingerprints. */
function idOf({ path, fingerprint }: Finding): string {
  return `${path} ${fingerprint}`;
}

function annotation({ finding, fix }: Planned): ChangeAnnotation {
  return { label: fix.title, description: `${finding.path}:${finding.line}`, needsConfirmation: true };
}

/** One change of a document for each file. A file that cannot be read any more is left out. */
function editsOf(session: Session, folder: Folder, planned: readonly Planned[]) {
  const byPath = new Map<string, { edit: TextEdit; annotationId: string }[]>();
  for (const { finding, fix } of planned)
    for (const edit of withPaths(fix.edits, finding.path)) {
      const list = byPath.get(edit.path!) ?? [];
      byPath.set(edit.path!, [...list, { edit, annotationId: idOf(finding) }]);
    }
  return [...byPath].flatMap(([path, edits]) => {
    const file: FileText | undefined = fileText(session, folder, path);
    if (file === undefined) return [];
    return [
      {
        textDocument: { uri: file.uri, version: file.open ? file.document.version : null },
        edits: edits.map(({ edit, annotationId }) => ({
          range: rangeOfSpan(file.document, edit),
          newText: edit.text,
          annotationId,
        })),
      },
    ];
  });
}
