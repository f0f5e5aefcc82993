/** A node of Postgres' parse tree as it comes from JSON: nothing about its shape is trusted. */
export type TreeNode = Record<string, unknown>;

export function isTreeNode(value: unknown): value is TreeNode {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The node under `key`, unwrapped when it is `{ Kind: {…} }` and `kind` names that Kind. */
export function child(node: TreeNode | undefined, key: string, kind?: string): TreeNode | undefined {
  const value = node?.[key];
  if (!isTreeNode(value)) return undefined;
  if (kind === undefined) return value;
  const inner = value[kind];
  return isTreeNode(inner) ? inner : undefined;
}

/** The list under `key`; items are wrapped nodes. */
export function list(node: TreeNode | undefined, key: string): TreeNode[] {
  const value = node?.[key];
  return Array.isArray(value) ? value.filter(isTreeNode) : [];
}

/** Items of the list under `key` that are of `kind`, unwrapped. */
export function listOf(node: TreeNode | undefined, key: string, kind: string): TreeNode[] {
  return list(node, key).flatMap(item => {
    const inner = item[kind];
    return isTreeNode(inner) ? [inner] : [];
  });
}

export function text(node: TreeNode | undefined, key: string): string | undefined {
  const value = node?.[key];
  return typeof value === "string" ? value : undefined;
}

/** Zero and false are left out of the JSON. */
export function flag(node: TreeNode | undefined, key: string): boolean {
  return node?.[key] === true;
}

/** A location; the parser leaves zero out. */
export function location(node: TreeNode | undefined, key = "location"): number {
  const value = node?.[key];
  return typeof value === "number" ? value : 0;
}

/** Texts of a list of `String` nodes. */
export function strings(node: TreeNode | undefined, key: string): string[] {
  return listOf(node, key, "String").map(item => text(item, "sval") ?? "");
}

/** Name of a `TypeName` node without `pg_catalog` and arguments; `[]` for arrays. */
export function typeName(type: TreeNode | undefined): string {
  const names = strings(type, "names").filter(name => name !== "pg_catalog");
  return names.join(".") + (list(type, "arrayBounds").length > 0 ? "[]" : "");
}

/** Every node below `root`, wrapped ones as `[kind, node]`, parents before children, in source order. */
export function walkTree(root: unknown, visit: (kind: string, node: TreeNode) => unknown): void {
  const stack: unknown[] = [root];
  while (stack.length > 0) {
    const value = stack.pop();
    if (Array.isArray(value)) {
      for (let i = value.length - 1; i >= 0; i--) stack.push(value[i]);
    } else if (isTreeNode(value)) {
      const entries = Object.entries(value);
      const only = entries.length === 1 ? entries[0]! : undefined;
      if (only && /^[A-Z]/.test(only[0]) && isTreeNode(only[1]) && visit(only[0], only[1]) === false) continue;
      for (let i = entries.length - 1; i >= 0; i--) stack.push(entries[i]![1]);
    }
  }
}
