import * as l10n from "@vscode/l10n";
import { basename } from "node:path";
import type { CancellationToken, WorkDoneProgressReporter } from "vscode-languageserver";
import { auditOf } from "../../audit/audit.ts";
import { coverageOf } from "../../audit/coverage.ts";
import type { AuditReportAnswer, AuditReportParams } from "../../protocol.ts";
import { programVersion } from "#machine/program.ts";
import type { Session } from "../session.ts";
import { pathOfUri } from "../uris.ts";
import { reportProgress } from "./scan-workspace.ts";

/** Scans the folder anew, so that the report tells of what is now. Absent when it was cancelled or the folder is none of ours. */
export async function auditReport(
  session: Session,
  { folder: uri, authors }: AuditReportParams,
  token: CancellationToken,
  workDone: WorkDoneProgressReporter,
): Promise<AuditReportAnswer> {
  const folder = session.folders.all().find(one => one.root === pathOfUri(uri));
  if (folder === undefined) return {};
  await session.unlessCancelled(folder.ready, token);
  for (const open of session.documents.all()) session.analyse(open);
  const abort = new AbortController();
  const listener = token.onCancellationRequested(() => abort.abort());
  workDone.begin(l10n.t("Audit"), 0, l10n.t("Listing the files"), true);
  const result = await folder.engine.scan({
    signal: abort.signal,
    onProgress: progress => reportProgress(workDone, progress),
  });
  listener.dispose();
  workDone.done();
  if (result.cancelled) return {};
  const { Git } = await import("../../engine/git.ts");
  const git = new Git(folder.engine.root);
  const audit = auditOf({
    result,
    measures: folder.engine.ask(coverageOf),
    rules: folder.engine.rules(),
    name: basename(folder.root),
    date: new Date().toISOString().slice(0, 10),
    version: programVersion(),
    ...(authors ? { authorOf: (path: string, line: number) => git.authorOf(path, line) } : {}),
  });
  const context = { audit, result, rules: folder.engine.rules(), textOf: (path: string) => folder.engine.textOf(path) };
  const { renderAudit } = await import("../../reports/audit-report.ts");
  const [html, markdown, sarif] = await Promise.all([
    renderAudit("html", context),
    renderAudit("md", context),
    renderAudit("sarif", context),
  ]);
  return { html, markdown, sarif };
}
