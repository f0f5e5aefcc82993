import type { CancellationToken, DocumentDiagnosticParams, DocumentDiagnosticReport } from "vscode-languageserver";
import { LSPErrorCodes, ResponseError } from "vscode-languageserver";
import type { Session } from "../session.ts";
import { pathOfUri } from "../uris.ts";

/** Answers for the text of now. An edit that comes meanwhile makes the answer worthless: then the client asks again. */
export async function documentDiagnostic(
  session: Session,
  { textDocument, previousResultId }: DocumentDiagnosticParams,
  token: CancellationToken,
): Promise<DocumentDiagnosticReport> {
  const path = pathOfUri(textDocument.uri);
  if (path === undefined) return { kind: "full", items: [] };
  const asked = session.documents.at(path)?.document;
  await session.folderOf(path, token);
  await session.typing.settled(path);
  if (token.isCancellationRequested || session.documents.at(path)?.document !== asked) {
    throw new ResponseError(LSPErrorCodes.ServerCancelled, "The text changed.", { retriggerRequest: true });
  }
  const report = session.reports.of(path);
  session.publisher.answered(report);
  return report.resultId === previousResultId
    ? { kind: "unchanged", resultId: report.resultId }
    : { kind: "full", resultId: report.resultId, items: report.items };
}
