import type { CancellationToken, DocumentDiagnosticParams, DocumentDiagnosticReport } from "vscode-languageserver";
import { pause } from "#machine/pause.ts";
import { LSPErrorCodes, ResponseError } from "vscode-languageserver";
import type { Session } from "../session.ts";
import { pathOfUri } from "../uris.ts";

/**
 * Answers for the text of now, without waiting for a pause in typing. What the client has sent already is read first: an
 * edit among it makes the answer worthless, and the client asks again.
 */
export async function documentDiagnostic(
  session: Session,
  { textDocument, previousResultId }: DocumentDiagnosticParams,
  token: CancellationToken,
): Promise<DocumentDiagnosticReport> {
  const path = pathOfUri(textDocument.uri);
  if (path === undefined) return { kind: "full", items: [] };
  const open = session.documents.at(path);
  const asked = open?.document;
  await session.folderOf(path, token);
  await pause();
  if (token.isCancellationRequested || session.documents.at(path)?.document !== asked) {
    throw new ResponseError(LSPErrorCodes.ServerCancelled, "The text changed.", { retriggerRequest: true });
  }
  if (open && session.typing.isScheduled(path)) session.read(open);
  const report = session.reports.of(path);
  session.publisher.answered(report);
  return report.resultId === previousResultId
    ? { kind: "unchanged", resultId: report.resultId }
    : { kind: "full", resultId: report.resultId, items: report.items };
}
