import * as vscode from "vscode";
import type { Status } from "../server/protocol.ts";
import { countsText } from "./counts-text.ts";
import { documentSelector } from "./document-selector.ts";

/** The entry in the editor's language status: always the state, always the reason, always one click to more. */
export class StatusItem implements vscode.Disposable {
  readonly #item = vscode.languages.createLanguageStatusItem("faultline.status", documentSelector);

  constructor() {
    this.#item.name = "Faultline";
  }

  show(status: Status): void {
    this.#item.text = `Faultline: ${textOf(status)}`;
    this.#item.detail = status.reason;
    this.#item.busy = status.state === "starting" || status.state === "scanning";
    this.#item.severity = severityOf(status);
    this.#item.command = commandOf(status);
    this.#item.accessibilityInformation = { label: `Faultline: ${textOf(status)}. ${status.reason}` };
  }

  dispose(): void {
    this.#item.dispose();
  }
}

function textOf({ state, findings, progress }: Status): string {
  switch (state) {
    case "starting":
      return "starting";
    case "scanning":
      return progress === undefined ? "scanning" : `scanning ${progress.done} of ${progress.total}`;
    case "disabled":
      return "off";
    case "impaired":
      return "internal error";
    case "failed":
      return "not running";
    case "ready": {
      if (findings === undefined) return "ready";
      return countsText(findings);
    }
  }
}

function severityOf({ state }: Status): vscode.LanguageStatusSeverity {
  if (state === "failed") return vscode.LanguageStatusSeverity.Error;
  if (state === "impaired") return vscode.LanguageStatusSeverity.Warning;
  return vscode.LanguageStatusSeverity.Information;
}

function commandOf({ state }: Status): vscode.Command {
  if (state === "failed") return { command: "faultline.restartServer", title: "Restart" };
  if (state === "disabled")
    return { command: "workbench.action.openSettings", title: "Open Setting", arguments: ["faultline.enable"] };
  return { command: "faultline.showOutput", title: "Show Output" };
}
