import type {
  CancellationToken,
  ResultProgressReporter,
  WorkspaceDiagnosticParams,
  WorkspaceDiagnosticReport,
  WorkspaceDiagnosticReportPartialResult,
} from "vscode-languageserver";
import { fullReport, type Listener } from "../publisher.ts";
import type { Session } from "../session.ts";
import { pathOfUri } from "../uris.ts";

/**
 * A client that takes partial results is kept listening: it hears of every change at once and asks only one time. Any
 * other gets what is known now.
 */
export async function workspaceDiagnostic(
  session: Session,
  { previousResultIds }: WorkspaceDiagnosticParams,
  token: CancellationToken,
  progress: ResultProgressReporter<WorkspaceDiagnosticReportPartialResult> | undefined,
): Promise<WorkspaceDiagnosticReport> {
  const told = new Map<string, string>();
  for (const { uri, value } of previousResultIds) {
    const path = pathOfUri(uri);
    if (path !== undefined) told.set(path, value);
  }
  if (progress === undefined) return known(session, told, token);
  const listener: Listener = { told, send: items => progress.report({ items }) };
  const listening = session.publisher.listen(listener);
  await new Promise<void>(resolve => token.onCancellationRequested(() => resolve()));
  listening.dispose();
  return { items: [] };
}

async function known(
  session: Session,
  told: ReadonlyMap<string, string>,
  token: CancellationToken,
): Promise<WorkspaceDiagnosticReport> {
  await session.unlessCancelled(Promise.all(session.folders.all().map(folder => folder.ready)), token);
  const reports = session.publisher.current(told.keys());
  return {
    items: reports.map(report => {
      const { uri, version, resultId } = report;
      return told.get(report.path) === resultId ? { kind: "unchanged", uri, version, resultId } : fullReport(report);
    }),
  };
}
