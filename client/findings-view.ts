import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import {
  findings,
  findingsChanged,
  type FindingsAnswer,
  type FindingsFolder,
  type ListedFinding,
} from "../server/protocol.ts";
import { countsText } from "./counts-text.ts";
import { everything, passes, treeOf, type Filter } from "./finding-groups.ts";
import { countsOf, findingTreeItem, type FindingNode, type Grouping } from "./finding-items.ts";
import { FollowedAnswer } from "./followed-answer.ts";
import type { ServerConnection } from "./server-connection.ts";

const viewId = "faultline.findings";
const groupingKey = "faultline.findings.grouping";
const filterKey = "faultline.findings.filter";

/** The tree of findings. What it lists is what the diagnostics show. */
export class FindingsView implements vscode.Disposable, vscode.TreeDataProvider<FindingNode> {
  readonly #memory: vscode.Memento;
  readonly #changes = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changes.event;
  readonly #view: vscode.TreeView<FindingNode>;
  readonly #disposables: vscode.Disposable[];
  readonly #list: FollowedAnswer<FindingsAnswer>;
  #grouping: Grouping;
  #filter: Filter;
  #wasSeen = false;

  constructor(server: ServerConnection, memory: vscode.Memento) {
    this.#memory = memory;
    this.#grouping = memory.get<Grouping>(groupingKey, "family");
    this.#filter = { ...everything, ...memory.get<Partial<Filter>>(filterKey) };
    this.#list = new FollowedAnswer({
      server,
      question: findings,
      changed: findingsChanged,
      name: l10n.t("Findings"),
      // The badge is on show whether the view is or not: from the first look on it has to be right.
      isWanted: () => (this.#wasSeen ||= this.#view.visible),
      onRead: () => this.#tellContext(),
      onChange: () => this.#changes.fire(undefined),
    });
    this.#view = vscode.window.createTreeView(viewId, { treeDataProvider: this, showCollapseAll: true });
    const { registerCommand } = vscode.commands;
    this.#disposables = [
      this.#view,
      this.#changes,
      this.#view.onDidChangeVisibility(() => void this.#list.refresh()),
      server.onDidChangeState(() => this.#list.mayDiffer()),
      registerCommand("faultline.findings.by.family", () => this.#group("family")),
      registerCommand("faultline.findings.by.rule", () => this.#group("rule")),
      registerCommand("faultline.findings.by.file", () => this.#group("file")),
      registerCommand("faultline.findings.by.level", () => this.#group("level")),
      registerCommand("faultline.findings.filter", () => this.#askForText()),
      registerCommand("faultline.findings.clearFilter", () => this.#narrow(everything)),
      registerCommand("faultline.findings.show.error", () => this.#narrow({ ...this.#filter, level: "error" })),
      registerCommand("faultline.findings.show.warning", () => this.#narrow({ ...this.#filter, level: "warning" })),
      registerCommand("faultline.findings.show.advice", () => this.#narrow({ ...this.#filter, level: "advice" })),
      registerCommand("faultline.findings.showBaseline", () => this.#narrow({ ...this.#filter, newOnly: false })),
      registerCommand("faultline.findings.hideBaseline", () => this.#narrow({ ...this.#filter, newOnly: true })),
    ];
    void this.#tellContext();
  }

  async getChildren(node?: FindingNode): Promise<FindingNode[]> {
    if (node !== undefined) return node.kind === "group" ? node.children : [];
    if (this.#list.current === undefined) await this.#list.read();
    return treeOf(this.#shown(), this.#grouping);
  }

  getTreeItem(node: FindingNode): vscode.TreeItem {
    return findingTreeItem(node);
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }

  #shown(): FindingsFolder[] {
    return (this.#list.current?.folders ?? []).map(folder => ({
      ...folder,
      findings: folder.findings.filter(finding => passes(finding, this.#filter)),
    }));
  }

  async #tellContext(): Promise<void> {
    const all = (this.#list.current?.folders ?? []).flatMap(folder => folder.findings);
    const shown = this.#shown().flatMap(folder => folder.findings);
    const { errors, warnings } = countsOf(all.filter(finding => !finding.known));
    const told = countsText(countsOf(shown));
    const where = this.#list.current?.reach === "openFiles" ? l10n.t("{0} in open files", told) : told;
    const hidden = all.length - shown.length;
    this.#view.description =
      this.#list.current === undefined || all.length === 0
        ? ""
        : hidden > 0
          ? l10n.t("{0} ({1} hidden)", where, hidden)
          : where;
    this.#view.badge =
      errors + warnings > 0
        ? { value: errors + warnings, tooltip: countsText({ errors, warnings, advice: 0 }) }
        : undefined;
    const { executeCommand } = vscode.commands;
    await executeCommand("setContext", "faultline.findings.state", stateOf(this.#list.current, all, shown));
    await executeCommand("setContext", groupingKey, this.#grouping);
    await executeCommand("setContext", "faultline.findings.newOnly", this.#filter.newOnly);
    await executeCommand("setContext", "faultline.findings.level", this.#filter.level);
  }

  async #group(grouping: Grouping): Promise<void> {
    this.#grouping = grouping;
    await this.#memory.update(groupingKey, grouping);
    await this.#tellContext();
    this.#changes.fire(undefined);
  }

  async #narrow(filter: Filter): Promise<void> {
    this.#filter = filter;
    await this.#memory.update(filterKey, filter);
    await this.#tellContext();
    this.#changes.fire(undefined);
  }

  async #askForText(): Promise<void> {
    const text = await vscode.window.showInputBox({
      title: l10n.t("Filter Findings"),
      prompt: l10n.t("Words that occur in the rule, the message or the path; empty shows all."),
      value: this.#filter.text,
    });
    if (text !== undefined) await this.#narrow({ ...this.#filter, text });
  }
}

/** What the view says while it lists nothing; see `viewsWelcome` in the manifest. */
function stateOf(
  list: FindingsAnswer | undefined,
  all: readonly ListedFinding[],
  shown: readonly ListedFinding[],
): "noServer" | "noneInOpenFiles" | "none" | "baseline" | "filtered" | "listed" {
  if (list === undefined) return "noServer";
  if (shown.length > 0) return "listed";
  if (all.length > 0) return all.every(({ known }) => known) ? "baseline" : "filtered";
  return list.reach === "openFiles" ? "noneInOpenFiles" : "none";
}
