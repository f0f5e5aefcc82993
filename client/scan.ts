import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { ScanResult } from "../server/protocol.ts";
import { countsText } from "./counts-text.ts";
import type { ServerConnection } from "./server-connection.ts";

/** Scans with a cancellable notification; the findings appear in the Problems panel as they come. */
export async function scan(server: ServerConnection): Promise<void> {
  await tell(await progressOf(server, (workDoneToken, token) => server.scan({ workDoneToken }, token)));
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
    await vscode.window.showWarningMessage(
      l10n.t("The language server does not run, or stopped before the end of the scan."),
    );
    return;
  }
  const count = result.errors + result.warnings + result.advice;
  const showProblems = l10n.t("Show Problems");
  const message = result.cancelled ? l10n.t("Scan cancelled. {0}", whatWasFound(result)) : whatWasFound(result);
  const answer = await vscode.window.showInformationMessage(message, ...(count === 0 ? [] : [showProblems]));
  if (answer === showProblems) await vscode.commands.executeCommand("workbench.actions.view.problems");
}

function whatWasFound(result: ScanResult): string {
  const counts = countsText(result);
  if (result.errors + result.warnings + result.advice === 0)
    return result.files === 1 ? l10n.t("No findings in 1 file.") : l10n.t("No findings in {0} files.", result.files);
  return result.files === 1 ? l10n.t("{0} in 1 file.", counts) : l10n.t("{0} in {1} files.", counts, result.files);
}
