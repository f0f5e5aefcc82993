import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { Status } from "../server/protocol.ts";
import { countsText } from "./counts-text.ts";
import type { Selector } from "./document-selector.ts";

/** The entry in the editor's language status: always the state, always the reason, always one click to more. */
export class StatusItem implements vscode.Disposable {
  readonly #item: vscode.LanguageStatusItem;

  constructor(selector: Selector) {
    this.#item = vscode.languages.createLanguageStatusItem("faultline.status", selector);
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
      return l10n.t("starting");
    case "scanning":
      return progress === undefined ? l10n.t("scanning") : l10n.t("scanning {0} of {1}", progress.done, progress.total);
    case "disabled":
      return l10n.t("off");
    case "impaired":
      return l10n.t("internal error");
    case "failed":
      return l10n.t("not running");
    case "ready": {
      if (findings === undefined) return l10n.t("ready");
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
  if (state === "failed") return { command: "faultline.restartServer", title: l10n.t("Restart") };
  if (state === "disabled")
    return { command: "workbench.action.openSettings", title: l10n.t("Open Setting"), arguments: ["faultline.enable"] };
  return { command: "faultline.showOutput", title: l10n.t("Show Output") };
}
