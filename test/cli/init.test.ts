import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "jsonc-parser";
import { describe, it } from "mocha";
import { folderWith } from "../engine/temporary-folder.ts";
import { runCli } from "./run-cli.ts";

const demo = fileURLToPath(new URL("../demo", import.meta.url));

const program = {
  "migrations/1.sql": `create table workspaces (id uuid primary key, owner_id uuid not null references auth.users (id));
create table orders (id uuid primary key, workspace_id uuid not null references workspaces (id));
create table invoices (id uuid primary key, workspace_id uuid not null references workspaces (id));
create table countries (code text primary key);
`,
  "orders.ts": `import { adminDb } from "./somewhere.js";

export async function orders(workspaceId: string) {
  return adminDb.from("orders").select("id").eq("workspace_id", workspaceId);
}
`,
};

const init = async (...words: string[]) => {
  const { code, stdout, stderr } = await runCli("init", ...words);
  assert.deepEqual([code, stderr], [0, ""]);
  return stdout;
};

describe("faultline init", function () {
  this.timeout(60_000);

  it("proposes what it sees, with what speaks for it", async () => {
    const text = await init(demo);
    assert.match(text, /made at: web\/lib\/supabase\.ts:4 ×5, worker\/database\.py:6 ×3/u);
    assert.match(text, /Rate limiters: leadLimiter \(web\/lib\/rate-limit\.ts:5\)/u);
    assert.match(text, /Run more than once by: BullMQ, Celery/u);
    assert.match(text, /`sites\.owner_id` ties people to sites\.\n {4}"columns": \["site_id"\]\n/u);
  });

  it("leaves to people what only they know", async () => {
    const text = await init(folderWith(program));
    assert.match(text, /\/\/ "globalTables": \["countries"\],\n/u);
    assert.match(text, /\/\/ "adminClients": \["adminDb"\],\n/u);
    const uncommented = text.replace(/\/\/ (?="(?:globalTables|adminClients))/gu, "");
    assert.deepEqual(parse(uncommented, [], { allowTrailingComma: false }), {
      tenancy: { globalTables: ["countries"], adminClients: ["adminDb"], columns: ["workspace_id"] },
      rules: {},
    });
  });

  it("writes a configuration that it accepts itself, also where nothing is known", async () => {
    for (const files of [program, { "a.ts": "f();" }]) {
      const root = folderWith(files);
      assert.match(await init(root, "--write"), /^Wrote /u);
      assert.equal((await runCli("scan", root, "--no-cache")).stderr, "");
      assert.equal(await init(root, "--write"), "faultline.json says all that can be proposed.\n");
    }
  });

  it("shows what a configuration lacks as a difference, and keeps what is in it", async () => {
    const own = '{\n  // ours\n  "preset": "audit"\n}\n';
    const root = folderWith({ ...program, ".faultline.json": own });
    const difference = await init(root);
    assert.match(difference, /^--- a\/\.faultline\.json\n[\s\S]*\n\+ {2}"tenancy": \{\n/u);
    assert.equal(readFileSync(join(root, ".faultline.json"), "utf8"), own);
    await init(root, "--write");
    const written = readFileSync(join(root, ".faultline.json"), "utf8");
    assert.deepEqual(parse(written), { preset: "audit", tenancy: { columns: ["workspace_id"] } });
    assert.match(written, /\/\/ ours/u);
    assert.ok(!existsSync(join(root, "faultline.json")));
  });
});
