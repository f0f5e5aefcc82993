import * as l10n from "@vscode/l10n";
import {
  ResponseError,
  ErrorCodes,
  type CancellationToken,
  type ResultProgressReporter,
  type WorkDoneProgressReporter,
} from "vscode-languageserver";
import type { Progress } from "../../engine/scan-result.ts";
import type { ScanParams, ScanPart, ScanResult } from "../../protocol.ts";
import { countItems } from "../reports.ts";
import type { Session } from "../session.ts";
import { pathOfUri } from "../uris.ts";

/** The findings are shown as they come and stay, closed files included. A cancelled scan keeps what it found. */
export async function scanWorkspace(
  session: Session,
  params: ScanParams,
  token: CancellationToken,
  workDone: WorkDoneProgressReporter,
  partial: ResultProgressReporter<ScanPart> | undefined,
): Promise<ScanResult> {
  const start = performance.now();
  const abort = new AbortController();
  token.onCancellationRequested(() => abort.abort());
  const roots = params.folders?.map(uri => pathOfUri(uri));
  const folders = session.folders.all().filter(folder => roots === undefined || roots.includes(folder.root));
  if (params.folders !== undefined && folders.length < params.folders.length) {
    throw new ResponseError(ErrorCodes.InvalidParams, l10n.t("A folder to scan is no folder of the workspace."));
  }
  session.wasScanned = true;
  // Whenever the setting has texts looked at: this is asked for now.
  for (const open of session.documents.all()) session.analyse(open);
  workDone.begin(l10n.t("Scanning"), 0, l10n.t("Listing the files"), true);
  const seen: string[] = [];
  for (const folder of folders) {
    await folder.scan({
      signal: abort.signal,
      onProgress: progress => {
        session.tellProgress(progress);
        reportProgress(workDone, progress);
      },
      onFile: path => {
        const absolute = folder.absoluteOf(path);
        if (session.folders.of(absolute) !== folder) return;
        seen.push(absolute);
        const { uri, items } = session.publisher.tell(absolute);
        if (items.length > 0) partial?.report({ files: [{ uri, findings: items.length }] });
      },
    });
  }
  workDone.done();
  session.publisher.schedule();
  return {
    files: seen.length,
    ...countItems(seen.map(path => session.reports.of(path))),
    cancelled: abort.signal.aborted,
    durationMs: Math.round(performance.now() - start),
  };
}

/** Reading takes most of the time on a first scan, checking on a later one: each has half of the bar. */
export function reportProgress(workDone: WorkDoneProgressReporter, { phase, done, total }: Progress): void {
  if (total === 0) return;
  const share = Math.floor((done / total) * 50);
  if (phase === "link") workDone.report(50, l10n.t("Linking the files"));
  else if (phase === "check") workDone.report(50 + share, l10n.t("{0} of {1} files checked", done, total));
  else workDone.report(share, l10n.t("{0} of {1} files read", done, total));
}
