import * as vscode from "vscode";
import { scanWorkspace, type ScanResult } from "../server/protocol.ts";
import { countsText, plural } from "./counts-text.ts";
import type { ServerConnection } from "./server-connection.ts";

const showProblems = "Show Problems";

/** Scans with a cancellable notification; the findings appear in the Problems panel as they come. */
export async function scan(server: ServerConnection): Promise<void> {
  await tell(
    await progressOf(server, (workDoneToken, token) => server.request(scanWorkspace, { workDoneToken }, token)),
  );
}

/** Shows the progress that the server reports of a request, which can be cancelled. */
export async function progressOf<Result>(
  server: ServerConnection,
  request: (workDoneToken: string, token: vscode.CancellationToken) => Promise<Result>,
): Promise<Result> {
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: "Faultline", cancellable: true },
    async (progress, cancellation) => {
      const workDoneToken = `faultline-${Date.now()}`;
      let percentage = 0;
      const listener = server.onProgress(workDoneToken, value => {
        const reached = value.kind === "end" ? 100 : (value.percentage ?? percentage);
        progress.report({ message: value.message, increment: reached - percentage });
        percentage = reached;
      });
      try {
        return await request(workDoneToken, cancellation);
      } finally {
        listener.dispose();
      }
    },
  );
}

async function tell(result: ScanResult | undefined): Promise<void> {
  if (result === undefined) {
    await vscode.window.showWarningMessage("The language server does not run, or stopped before the end of the scan.");
    return;
  }
  const count = result.errors + result.warnings + result.advice;
  const files = plural(result.files, "file");
  const what = count === 0 ? `No findings in ${files}.` : `${countsText(result)} in ${files}.`;
  const message = result.cancelled ? `Scan cancelled. ${what}` : what;
  const answer = await vscode.window.showInformationMessage(message, ...(count === 0 ? [] : [showProblems]));
  if (answer === showProblems) await vscode.commands.executeCommand("workbench.actions.view.problems");
}
