import type { SnippetTextEdit, TextDocumentEdit, TextEdit as ProtocolEdit, WorkspaceEdit } from "vscode-languageserver";
import type { TextEdit } from "../../../rules/finding.ts";
import { rangeOfSpan } from "../convert.ts";
import type { FileText, FileView } from "./file-view.ts";

/** Undefined when a file that is to be changed cannot be read: half a fix is none. */
export function workspaceEdit(view: FileView, edits: readonly TextEdit[]): WorkspaceEdit | undefined {
  const byPath = new Map<string, TextEdit[]>();
  for (const edit of edits) {
    const path = edit.path ?? view.path;
    byPath.set(path, [...(byPath.get(path) ?? []), edit]);
  }
  const changes: { file: FileText; edits: ProtocolEdit[] }[] = [];
  for (const [path, ofPath] of byPath) {
    const file = path === view.path ? { uri: view.uri, document: view.document, open: true } : view.other(path);
    if (file === undefined) return undefined;
    changes.push({
      file,
      edits: ofPath.map(edit => ({ range: rangeOfSpan(file.document, edit), newText: edit.text })),
    });
  }
  return view.features.versionedEdits
    ? { documentChanges: changes.map(({ file, edits }) => documentEdit(file, edits)) }
    : { changes: Object.fromEntries(changes.map(({ file, edits }) => [file.uri, edits])) };
}

/** With the version it was made for, so that the client refuses it on any other. */
export function documentEdit(file: FileText, edits: (ProtocolEdit | SnippetTextEdit)[]): TextDocumentEdit {
  return { textDocument: { uri: file.uri, version: file.open ? file.document.version : null }, edits };
}

/** Leaves out every group of edits of which one overlaps an edit of an earlier group. Equal edits are made once. */
export function withoutOverlaps(groups: readonly TextEdit[][]): TextEdit[] {
  const kept: TextEdit[] = [];
  for (const group of groups) {
    const fresh = group.filter(edit => !kept.some(other => isSame(edit, other)));
    if (!fits(fresh, kept)) continue;
    kept.push(...fresh);
  }
  return kept.sort((a, b) => a.start - b.start);
}

/** Those whose edits, all with paths, touch no edit of an earlier one. */
export function groupsWithoutOverlaps<Group>(groups: readonly Group[], editsOf: (group: Group) => TextEdit[]): Group[] {
  const kept: TextEdit[] = [];
  return groups.filter(group => {
    const edits = editsOf(group);
    if (!fits(edits, kept)) return false;
    kept.push(...edits);
    return true;
  });
}

function fits(edits: readonly TextEdit[], kept: readonly TextEdit[]): boolean {
  return !edits.some(edit => kept.some(other => collides(edit, other)));
}

function isSame(a: TextEdit, b: TextEdit): boolean {
  return a.path === b.path && a.start === b.start && a.end === b.end && a.text === b.text;
}

/** Two insertions at one place collide too: their order would be a guess. */
function collides(a: TextEdit, b: TextEdit): boolean {
  if (a.path !== b.path) return false;
  if (a.start === b.start) return true;
  return a.start < b.end && b.start < a.end;
}
