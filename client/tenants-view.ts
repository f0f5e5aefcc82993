import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { tenantMap, tenantMapChanged, type TenantFolder, type TenantMapAnswer } from "../server/protocol.ts";
import { FollowedAnswer } from "./followed-answer.ts";
import { placeOf } from "./place-of.ts";
import type { ServerConnection } from "./server-connection.ts";
import { tenantItem, type Order, type TenantNode } from "./tenant-items.ts";

const viewId = "faultline.tenants";
const orderKey = "faultline.tenants.order";

/** The tree of tenant tables with their queries. */
export class TenantsView implements vscode.Disposable, vscode.TreeDataProvider<TenantNode> {
  readonly #memory: vscode.Memento;
  readonly #changes = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changes.event;
  readonly #view: vscode.TreeView<TenantNode>;
  readonly #disposables: vscode.Disposable[];
  readonly #map: FollowedAnswer<TenantMapAnswer>;
  #order: Order;

  constructor(server: ServerConnection, memory: vscode.Memento) {
    this.#memory = memory;
    this.#order = memory.get<Order>(orderKey, "unscopedFirst");
    this.#map = new FollowedAnswer({
      server,
      question: tenantMap,
      changed: tenantMapChanged,
      name: l10n.t("Tenants"),
      isWanted: () => this.#view.visible,
      onRead: () => this.#tellContext(),
      onChange: () => this.#changes.fire(undefined),
    });
    this.#view = vscode.window.createTreeView(viewId, { treeDataProvider: this, showCollapseAll: true });
    const { registerCommand } = vscode.commands;
    this.#disposables = [
      this.#view,
      this.#changes,
      this.#view.onDidChangeVisibility(() => void this.#map.refresh()),
      server.onDidChangeState(() => this.#map.mayDiffer()),
      registerCommand("faultline.tenants.unscopedFirst", () => this.#sort("unscopedFirst")),
      registerCommand("faultline.tenants.scopedFirst", () => this.#sort("scopedFirst")),
      registerCommand("faultline.tenants.openKey", (node?: TenantNode) => openKey(node)),
    ];
    void vscode.commands.executeCommand("setContext", orderKey, this.#order);
  }

  async getChildren(node?: TenantNode): Promise<TenantNode[]> {
    if (node === undefined && this.#map.current === undefined) await this.#map.read();
    return childrenOf(node, this.#map.current?.folders ?? [], this.#order);
  }

  getTreeItem(node: TenantNode): vscode.TreeItem {
    return tenantItem(node);
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }

  async #tellContext(): Promise<void> {
    const folders = this.#map.current?.folders;
    const owning = (folders ?? []).filter(folder => folder.columns.length > 0);
    this.#view.description = [...new Set(owning.map(folder => folder.columns[0]))].join(", ");
    await vscode.commands.executeCommand("setContext", "faultline.tenants.state", stateOf(folders));
  }

  async #sort(order: Order): Promise<void> {
    this.#order = order;
    await this.#memory.update(orderKey, order);
    await vscode.commands.executeCommand("setContext", orderKey, order);
    this.#changes.fire(undefined);
  }
}

/** What the view says while it lists nothing; see `viewsWelcome` in the manifest. */
function stateOf(folders: readonly TenantFolder[] | undefined): "noServer" | "noTenants" | "noTables" | "listed" {
  if (folders === undefined) return "noServer";
  if (folders.some(folder => folder.tables.length > 0)) return "listed";
  return folders.some(folder => folder.columns.length > 0) ? "noTables" : "noTenants";
}

/** Folders are shown where there are several with tenants. */
function childrenOf(node: TenantNode | undefined, folders: readonly TenantFolder[], order: Order): TenantNode[] {
  if (node === undefined) {
    const owning = folders.filter(folder => folder.tables.length > 0);
    if (owning.length > 1) return owning.map(folder => ({ kind: "folder", folder }));
    return owning.flatMap(folder => tablesOf(folder, order));
  }
  if (node.kind === "folder") return tablesOf(node.folder, order);
  if (node.kind === "query") return [];
  const rank = order === "unscopedFirst" ? ["open", "unknown", "scoped"] : ["scoped", "unknown", "open"];
  const sorted = node.table.queries.toSorted((a, b) => rank.indexOf(a.scope) - rank.indexOf(b.scope));
  return sorted.map(query => ({ kind: "query", query, table: node.table }));
}

/** Tables that nobody queries come last. */
function tablesOf(folder: TenantFolder, order: Order): TenantNode[] {
  const rank = ({ queries, open, unknown }: TenantFolder["tables"][number]) => {
    if (queries.length === 0) return 3;
    const unproved = open > 0 ? 0 : unknown > 0 ? 1 : 2;
    return order === "unscopedFirst" ? unproved : 2 - unproved;
  };
  return folder.tables.toSorted((a, b) => rank(a) - rank(b)).map(table => ({ kind: "table", table, folder }));
}

async function openKey(node: TenantNode | undefined): Promise<void> {
  if (node?.kind !== "table") return;
  const { uri, selection } = placeOf(node.table.place);
  await vscode.window.showTextDocument(uri, { selection });
}
