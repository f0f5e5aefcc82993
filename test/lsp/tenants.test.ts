import assert from "node:assert/strict";
import { afterEach, describe, it } from "mocha";
import type { ClientCapabilities, InlayHint } from "vscode-languageserver";
import { tenantMap, type TenantMapAnswer } from "../../server/protocol.ts";
import { pulling, TestEditor } from "./test-editor.ts";

/** Real rules: toy ones know no tables. */
const known = { ruleDocuments: Promise.resolve({}) };

const SCHEMA = `create table workspaces (id uuid primary key, owner_id uuid not null references auth.users (id));
create table orders (
  id uuid primary key,
  workspace_id uuid not null references workspaces (id)
);
create table invoices (id uuid primary key, workspace_id uuid not null references workspaces (id));
alter table orders enable row level security;
`;

const DB = `import { createClient } from "@supabase/supabase-js";

export const admin = createClient(process.env.SUPABASE_URL!, process.env.SUPABASE_SERVICE_ROLE_KEY!);
`;

const ORDERS = `import { admin } from "./db";

export function ordersOf(workspaceId: string) {
  return admin.from("orders").select("*").eq("workspace_id", workspaceId);
}

export function remove(id: string, workspaceId: string) {
  return admin.from("orders").delete().eq("id", id).eq("workspace_id", workspaceId);
}
`;

const REPORT = `import { admin } from "./db";

export function allOrders() {
  return admin.from("orders").select("*");
}

export function bySlug(slug: string) {
  return admin.from("orders").select("*").eq("slug", slug);
}
`;

const SCOPED = REPORT.replace('.select("*");', '.select("*").eq("workspace_id", process.env.WORKSPACE_ID!);');

const files = { "migrations/001.sql": SCHEMA, "src/db.ts": DB, "src/orders.ts": ORDERS, "src/report.ts": REPORT };

const hinting: ClientCapabilities = {
  ...pulling,
  textDocument: {
    ...pulling.textDocument,
    inlayHint: { resolveSupport: { properties: ["tooltip", "label.command"] } },
  },
  workspace: { ...pulling.workspace, inlayHint: { refreshSupport: true } },
};

const labels = (hints: InlayHint[]) =>
  hints.map(({ position, label }) => `${position.line}:${position.character} ${textOf(label)}`);
const textOf = (label: InlayHint["label"]) =>
  typeof label === "string" ? label : label.map(part => part.value).join();

const ORDERS_HINTS = ["3:74 tenant table, 2 of 4 queries scoped", "7:84 tenant table, 2 of 4 queries scoped"];

describe("tenants in an editor", function () {
  this.timeout(20_000);
  let editor: TestEditor;
  afterEach(() => editor.stop());

  const ask = (revision?: string) =>
    editor.connection.sendRequest<TenantMapAnswer>(tenantMap.method, { known: revision });

  describe("the map", () => {
    it("tells tables with their queries, clients and proofs, and where each stands", async () => {
      editor = await TestEditor.start(files, pulling, { known });
      const { version, folders } = await ask();
      assert.equal(version, 1);
      const [folder, ...others] = folders!;
      assert.deepEqual(others, []);
      assert.deepEqual(folder!.columns, ["workspace_id"]);
      assert.match(folder!.reason, /^`workspace_id` tells tenants apart, the rows of `workspaces`: /u);
      assert.deepEqual(
        folder!.tables.map(({ name, scoped, open, unknown }) => [name, scoped, open, unknown]),
        [
          ["invoices", 0, 0, 0],
          ["orders", 2, 1, 1],
        ],
      );
      const orders = folder!.tables[1]!;
      assert.equal(orders.belongsBy, "`workspace_id`");
      assert.equal(orders.rowSecurity, "on, no policy");
      assert.deepEqual([orders.place.uri, orders.place.range.start.line], [editor.uri("migrations/001.sql"), 3]);
      assert.deepEqual(
        orders.queries.map(({ operation, scope, how, client }) => [operation, scope, how, client]),
        [
          ["select", "scoped", "filter on the tenant", "service role"],
          ["delete", "scoped", "filter on the tenant", "service role"],
          ["select", "open", "no condition on the tenant", "service role"],
          ["select", "unknown", "look-up by `slug`", "service role"],
        ],
      );
      const { uri, range } = orders.queries[2]!.place;
      assert.deepEqual([uri, range.start.line, range.start.character], [editor.uri("src/report.ts"), 3, 15]);
    });

    it("is not sent again while it is the same, and a client that asked hears when it may differ", async () => {
      editor = await TestEditor.start(files, pulling, { known });
      await editor.open("src/report.ts");
      assert.equal(editor.tenantChanges, 0);
      const first = await ask();
      assert.deepEqual(await ask(first.revision), { version: 1, revision: first.revision });
      const before = editor.tenantChanges;
      await editor.change("src/report.ts", SCOPED);
      const second = await editor.until(async () => {
        const answer = editor.tenantChanges > before ? await ask(first.revision) : undefined;
        return answer?.folders === undefined ? undefined : answer;
      }, "news of another map");
      assert.notEqual(second.revision, first.revision);
      assert.deepEqual([second.folders![0]!.tables[1]!.scoped, second.folders![0]!.tables[1]!.open], [3, 0]);
    });

    it("follows the disk and the configuration", async () => {
      editor = await TestEditor.start(files, pulling, { known });
      const countOf = async () =>
        (await ask()).folders![0]!.tables.map(table => `${table.name} ${table.queries.length}`);
      assert.deepEqual(await countOf(), ["invoices 0", "orders 4"]);
      await editor.onDisk("src/report.ts", undefined);
      await editor.until(async () => (await countOf()).join() === "invoices 0,orders 2");
      await editor.onDisk("faultline.json", '{ "tenancy": { "columns": ["shop_id"] } }');
      await editor.until(async () => (await countOf()).join() === "");
      const [folder] = (await ask()).folders!;
      assert.deepEqual(
        [folder!.columns, folder!.reason],
        [["shop_id"], "`shop_id` tells tenants apart: Named in the configuration."],
      );
    });

    it("says why there are no tenants", async () => {
      editor = await TestEditor.start({ "a.ts": "f();\n" }, pulling, { known });
      const [folder] = (await ask()).folders!;
      assert.deepEqual([folder!.columns, folder!.tables], [[], []]);
      assert.match(folder!.reason, /^No column tells tenants apart\. /u);
    });
  });

  describe("the hint", () => {
    it("counts the scoped queries on a table of tenants, and is silent where nothing is known", async () => {
      editor = await TestEditor.start(files, hinting, { known });
      await editor.open("src/orders.ts");
      assert.deepEqual(labels(await editor.hints("src/orders.ts")), ORDERS_HINTS);
      await editor.open("src/report.ts");
      assert.deepEqual(labels(await editor.hints("src/report.ts")), ["3:42 tenant table, not scoped; 2 of 4 are"]);
      await editor.open("src/db.ts");
      assert.deepEqual(await editor.hints("src/db.ts"), []);
    });

    it("gives only what lies in the asked range", async () => {
      editor = await TestEditor.start(files, hinting, { known });
      await editor.open("src/orders.ts");
      const range = { start: { line: 5, character: 0 }, end: { line: 9, character: 0 } };
      assert.deepEqual(labels(await editor.hints("src/orders.ts", range)), ORDERS_HINTS.slice(1));
    });

    it("tells more when it is looked at, with the way to the other queries", async () => {
      editor = await TestEditor.start(files, hinting, { known, commands: ["faultline.peekPlaces"] });
      await editor.open("src/orders.ts");
      const [hint] = await editor.hints("src/orders.ts");
      assert.equal(hint!.tooltip, undefined);
      const { tooltip, label } = await editor.resolvedHint(hint!);
      const { kind, value } = tooltip as { kind: string; value: string };
      assert.equal(kind, "markdown");
      const at = (name: string, line: number) => `[${name}:${line}](${editor.uri(name)}#L${line})`;
      assert.equal(
        value,
        [
          `**orders** belongs to a tenant by \`workspace_id\`, ${at("migrations/001.sql", 4)}: 2 of 4 queries scoped, 1 cannot be told.`,
          "This one is **scoped**: filter on the tenant. Sent by: service role.",
          "Row-level security: on, no policy.",
          "The other queries on it:",
          [
            `- ${at("src/report.ts", 4)} select, service role, **not scoped**: no condition on the tenant`,
            `- ${at("src/report.ts", 8)} select, service role, cannot be told: look-up by \`slug\``,
            `- ${at("src/orders.ts", 8)} delete, service role, scoped: filter on the tenant`,
          ].join("\n"),
        ].join("\n\n"),
      );
      const [part] = label as Exclude<InlayHint["label"], string>;
      assert.equal(part!.command?.command, "faultline.peekPlaces");
      const [peek] = part!.command!.arguments as [{ locations: { uri: string }[] }];
      assert.deepEqual(
        peek.locations.map(({ uri }) => uri.split("/").at(-1)),
        ["report.ts", "report.ts", "orders.ts"],
      );
    });

    it("is whole at once for a client that does not resolve, in its own terms", async () => {
      editor = await TestEditor.start(files, { ...hinting, textDocument: {} }, { known });
      await editor.open("src/orders.ts");
      const [hint] = await editor.hints("src/orders.ts");
      const { kind, value } = hint!.tooltip as { kind: string; value: string };
      assert.equal(kind, "plaintext");
      assert.match(
        value,
        /^orders belongs to a tenant by workspace_id, migrations\/001\.sql:4: 2 of 4 queries scoped/u,
      );
      const [part] = hint!.label as Exclude<InlayHint["label"], string>;
      assert.equal(part!.location?.uri, editor.uri("src/report.ts"));
    });

    it("follows an edit of another file and asks the client to look again; the setting switches it off", async () => {
      editor = await TestEditor.start(files, hinting, { known });
      await editor.open("src/orders.ts");
      await editor.open("src/report.ts");
      assert.deepEqual(labels(await editor.hints("src/orders.ts")), ORDERS_HINTS);
      const before = editor.hintRefreshes;
      await editor.change("src/report.ts", SCOPED);
      await editor.until(() => editor.hintRefreshes > before, "a refresh of hints");
      const now = ORDERS_HINTS.map(hint => hint.replace("2 of 4", "3 of 4"));
      await editor.until(async () => labels(await editor.hints("src/orders.ts")).join() === now.join());
      await editor.connection.sendNotification("workspace/didChangeConfiguration", {
        settings: { faultline: { inlayHints: { tenants: false } } },
      });
      await editor.until(async () => (await editor.hints("src/orders.ts")).length === 0);
    });

    it("is not answered for a text that is gone", async () => {
      editor = await TestEditor.start(files, hinting, { known });
      await editor.open("src/orders.ts");
      assert.equal((await editor.hints("src/orders.ts")).length, 2);
      await editor.change("src/orders.ts", `// typed\n${ORDERS}`);
      const asked = editor.hints("src/orders.ts");
      await editor.change("src/orders.ts", `// typed\n// more\n${ORDERS}`);
      await assert.rejects(asked, { code: -32801 });
      assert.deepEqual(
        (await editor.hints("src/orders.ts")).map(hint => hint.position.line),
        [5, 9],
      );
    });
  });
});
