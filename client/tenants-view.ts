import * as vscode from "vscode";
import { tenantMap, tenantMapChanged, type TenantFolder, type TenantMapAnswer } from "../server/protocol.ts";
import { placeOf } from "./place-of.ts";
import type { ServerConnection } from "./server-connection.ts";
import { tenantItem, type Order, type TenantNode } from "./tenant-items.ts";

const viewId = "faultline.tenants";
const orderKey = "faultline.tenants.order";

/**
 * The tree of tenant tables with their queries. The server is asked when the view is visible, and again, as long as it is,
 * when the server says that the map may be another one.
 */
export class TenantsView implements vscode.Disposable, vscode.TreeDataProvider<TenantNode> {
  readonly #server: ServerConnection;
  readonly #memory: vscode.Memento;
  readonly #changes = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changes.event;
  readonly #view: vscode.TreeView<TenantNode>;
  readonly #disposables: vscode.Disposable[];
  #map: Required<TenantMapAnswer> | undefined;
  #order: Order;
  /** The map may be another one than that on show. */
  #isStale = true;
  #reading: Promise<void> | undefined;

  constructor(server: ServerConnection, memory: vscode.Memento) {
    this.#server = server;
    this.#memory = memory;
    this.#order = memory.get<Order>(orderKey, "unscopedFirst");
    this.#view = vscode.window.createTreeView(viewId, { treeDataProvider: this, showCollapseAll: true });
    const { registerCommand } = vscode.commands;
    this.#disposables = [
      this.#view,
      this.#changes,
      this.#view.onDidChangeVisibility(() => void this.#refresh()),
      server.onDidChangeState(() => this.#mayDiffer()),
      registerCommand("faultline.tenants.unscopedFirst", () => this.#sort("unscopedFirst")),
      registerCommand("faultline.tenants.scopedFirst", () => this.#sort("scopedFirst")),
      registerCommand("faultline.tenants.openKey", (node?: TenantNode) => openKey(node)),
    ];
    server.on(tenantMapChanged, () => this.#mayDiffer());
    void vscode.commands.executeCommand("setContext", orderKey, this.#order);
  }

  async getChildren(node?: TenantNode): Promise<TenantNode[]> {
    if (node === undefined && this.#map === undefined) await this.#current();
    return childrenOf(node, this.#map?.folders ?? [], this.#order);
  }

  getTreeItem(node: TenantNode): vscode.TreeItem {
    return tenantItem(node);
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }

  #mayDiffer(): void {
    this.#isStale = true;
    void this.#refresh();
  }

  /** Leaves the tree as it is while the map is the one on show. */
  async #refresh(): Promise<void> {
    while (this.#view.visible && this.#isStale) {
      const known = this.#map?.revision;
      await this.#current();
      if (this.#map?.revision !== known) this.#changes.fire(undefined);
    }
  }

  /** The reading that is under way, or a new one. */
  #current(): Promise<void> {
    return (this.#reading ??= this.#read().finally(() => (this.#reading = undefined)));
  }

  async #read(): Promise<void> {
    this.#isStale = false;
    const answer = await this.#answer();
    if (answer === undefined) this.#map = undefined;
    else if (answer.folders !== undefined) this.#map = { ...answer, folders: answer.folders };
    const owning = (this.#map?.folders ?? []).filter(folder => folder.columns.length > 0);
    this.#view.description = [...new Set(owning.map(folder => folder.columns[0]))].join(", ");
    await vscode.commands.executeCommand("setContext", "faultline.tenants.state", stateOf(this.#map?.folders));
  }

  /** Undefined when there is none: the view says so. */
  async #answer(): Promise<TenantMapAnswer | undefined> {
    try {
      return await this.#server.request(tenantMap, { known: this.#map?.revision });
    } catch (error) {
      this.#server.output.warn(`The tenant map was not read: ${String(error)}`);
      return undefined;
    }
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
