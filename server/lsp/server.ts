import { ProgressType, type CancellationToken, type Connection } from "vscode-languageserver";
import * as protocol from "../protocol.ts";
import { Guard } from "./guard.ts";
import { addFolder } from "./methods/add-folder.ts";
import { auditReport } from "./methods/audit-report.ts";
import { codeAction } from "./methods/code-action.ts";
import { codeLens } from "./methods/code-lens.ts";
import { debugInformation } from "./methods/debug-information.ts";
import { didChangeConfiguration } from "./methods/did-change-configuration.ts";
import { didChangeWatchedFiles } from "./methods/did-change-watched-files.ts";
import { didChangeWorkspaceFolders } from "./methods/did-change-workspace-folders.ts";
import { didChange } from "./methods/did-change.ts";
import { didClose } from "./methods/did-close.ts";
import { didDeleteFiles } from "./methods/did-delete-files.ts";
import { didOpen } from "./methods/did-open.ts";
import { didRenameFiles } from "./methods/did-rename-files.ts";
import { didSave } from "./methods/did-save.ts";
import { documentDiagnostic } from "./methods/document-diagnostic.ts";
import { explainFile } from "./methods/explain-file.ts";
import { findingReport } from "./methods/finding-report.ts";
import { findings } from "./methods/findings.ts";
import { fixAllOfRule } from "./methods/fix-all-of-rule.ts";
import { hover } from "./methods/hover.ts";
import { inlayHint } from "./methods/inlay-hint.ts";
import { inlayHintResolve } from "./methods/inlay-hint-resolve.ts";
import { initialize } from "./methods/initialize.ts";
import { initialized } from "./methods/initialized.ts";
import { ruleDocument } from "./methods/rule-document.ts";
import { rulePage } from "./methods/rule-page.ts";
import { scanWorkspace } from "./methods/scan-workspace.ts";
import { shutdown } from "./methods/shutdown.ts";
import { tenantMap } from "./methods/tenant-map.ts";
import { whyNotHere } from "./methods/why-not-here.ts";
import { workspaceDiagnostic } from "./methods/workspace-diagnostic.ts";
import { Session, type ServerKnowledge } from "./session.ts";

/**
 * Serves one client over a connection that is not yet listening. No handler lets an error out: a notification that fails
 * changes nothing, a request that fails answers with nothing, and the log has the reason.
 */
export function serve(connection: Connection, known: ServerKnowledge): void {
  const session = new Session(connection, known);
  const guard = new Guard(session.status);
  connection.onInitialize(params => initialize(session, params));
  connection.onInitialized(
    guard.notification("initialized", async () => {
      if (session.features.workspaceFolders) {
        connection.workspace.onDidChangeWorkspaceFolders(
          guard.notification("didChangeWorkspaceFolders", event => didChangeWorkspaceFolders(session, event)),
        );
      }
      await initialized(session);
    }),
  );
  connection.onShutdown(guard.notification("shutdown", () => shutdown(session)));
  serveFiles(connection, session, guard);
  serveRequests(connection, session, guard);
  serveOwnRequests(connection, session, guard);
}

function serveFiles(connection: Connection, session: Session, guard: Guard): void {
  connection.onDidOpenTextDocument(guard.notification("didOpen", params => didOpen(session, params)));
  connection.onDidChangeTextDocument(guard.notification("didChange", params => didChange(session, params)));
  connection.onDidSaveTextDocument(guard.notification("didSave", params => didSave(session, params)));
  connection.onDidCloseTextDocument(guard.notification("didClose", params => didClose(session, params)));
  connection.onDidChangeConfiguration(
    guard.notification("didChangeConfiguration", params => didChangeConfiguration(session, params)),
  );
  connection.onDidChangeWatchedFiles(
    guard.notification("didChangeWatchedFiles", params => didChangeWatchedFiles(session, params)),
  );
  connection.workspace.onDidRenameFiles(
    guard.notification("didRenameFiles", params => didRenameFiles(session, params)),
  );
  connection.workspace.onDidDeleteFiles(
    guard.notification("didDeleteFiles", params => didDeleteFiles(session, params)),
  );
}

function serveRequests(connection: Connection, session: Session, guard: Guard): void {
  const { diagnostics } = connection.languages;
  diagnostics.on(
    guard.request("textDocument/diagnostic", (params, token) => documentDiagnostic(session, params, token), {
      kind: "full",
      items: [],
    }),
  );
  diagnostics.onWorkspace(
    guard.request(
      "workspace/diagnostic",
      (params, token, _workDone, partial) => workspaceDiagnostic(session, params, token, partial),
      { items: [] },
    ),
  );
  connection.onCodeAction(guard.request("codeAction", (params, token) => codeAction(session, params, token), []));
  connection.onCodeLens(guard.request("codeLens", (params, token) => codeLens(session, params, token), []));
  connection.languages.inlayHint.on(
    guard.request("inlayHint", (params, token) => inlayHint(session, params, token), []),
  );
  connection.languages.inlayHint.resolve(async (hint, token) =>
    guard.request("inlayHint/resolve", () => inlayHintResolve(session, hint, token), hint)(),
  );
  connection.onHover(guard.request("hover", (params, token) => hover(session, params, token), undefined));
}

/** Requests that only our own client makes. A view that is refused an answer stays as it is; a command tells its error. */
function serveOwnRequests(connection: Connection, session: Session, guard: Guard): void {
  const view = <Params, Result extends object>(
    { method }: protocol.RequestName<Params, Result>,
    handler: (session: Session, params: Params, token: CancellationToken) => Promise<Result>,
  ) => {
    const guarded = guard.request(
      method,
      (params: Params, token: CancellationToken) => handler(session, params, token),
      {} as Result,
    );
    connection.onRequest(method, guarded);
  };
  const command = <Params, Result>(
    { method }: protocol.RequestName<Params, Result>,
    handler: (session: Session, params: Params, token: CancellationToken) => Promise<Result>,
  ) => {
    const guarded = guard.command(method, (params: Params, token: CancellationToken) =>
      handler(session, params, token),
    );
    connection.onRequest(method, guarded);
  };
  view(protocol.explainFile, explainFile);
  view(protocol.ruleDocument, ruleDocument);
  view(protocol.rulePage, rulePage);
  view(protocol.whyNotHere, whyNotHere);
  view(protocol.debugInformation, debugInformation);
  view(protocol.findingReport, findingReport);
  command(protocol.tenantMap, tenantMap);
  command(protocol.findings, findings);
  command(protocol.fixAllOfRule, fixAllOfRule);
  command(protocol.addFolder, addFolder);
  command(protocol.auditReport, (_, params, token) =>
    auditReport(session, params, token, connection.window.attachWorkDoneProgress(params.workDoneToken)),
  );
  command(protocol.scanWorkspace, async (_, params, token) => {
    const { workDoneToken, partialResultToken } = params;
    const workDone = connection.window.attachWorkDoneProgress(workDoneToken);
    const report = (part: protocol.ScanPart) =>
      connection.sendProgress(new ProgressType<protocol.ScanPart>(), partialResultToken!, part);
    const partial = partialResultToken === undefined ? undefined : { report };
    return scanWorkspace(session, params, token, workDone, partial);
  });
}
