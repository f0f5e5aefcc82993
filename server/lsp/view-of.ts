import { TextDocument } from "vscode-languageserver-textdocument";
import type { FileText, FileView } from "./actions/file-view.ts";
import type { OpenDocument } from "./documents.ts";
import type { Folder } from "./folder.ts";
import type { Session } from "./session.ts";

/** An open file with its findings; the text must have been given to the engine just before. */
export function viewOf(session: Session, folder: Folder, { path, uri, document }: OpenDocument): FileView {
  const relative = folder.pathOf(path);
  return {
    path: relative,
    uri,
    document,
    findings: folder.findings(relative),
    features: session.features,
    other: other => fileText(session, folder, other),
  };
}

/** Another file of the folder: the client's text when it is open, else the disk's; undefined when there is none. */
export function fileText(session: Session, folder: Folder, relative: string): FileText | undefined {
  const absolute = folder.absoluteOf(relative);
  const open = session.documents.at(absolute);
  if (open !== undefined) {
    session.analyse(open);
    return { uri: open.uri, document: open.document, open: true };
  }
  const text = folder.engine.textOf(relative);
  if (text === undefined) return undefined;
  const uri = session.uriOf(absolute);
  return { uri, document: TextDocument.create(uri, "", 0, text), open: false };
}
