import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { Engine } from "../../server/engine/engine.ts";
import { folderWith } from "./temporary-folder.ts";

const ACCOUNTS = `import express from "express";
import rateLimit from "express-rate-limit";
import { doorman, quota } from "./doors";
import { confirmEmail, login, setPassword, signUp } from "./people";

const attempts = rateLimit({ windowMs: 900_000, limit: 10 });
export const accounts = express.Router();

async function resetPassword(request, response) {
  await quota.admit(request.body.account);
  await setPassword(request.body);
  response.sendStatus(204);
}

accounts.post("/login", attempts, login);
accounts.post("/sign-up", attempts, signUp);
accounts.post("/email/confirm", attempts, confirmEmail);
accounts.post("/email/resend", attempts, confirmEmail);
accounts.post("/password/change", attempts, setPassword);
accounts.post("/second-factor", attempts, login);
accounts.post("/recovery-code", attempts, login);
accounts.post("/magic-link", attempts, login);
accounts.post("/password/reset", resetPassword);
accounts.post("/password/forgot", doorman, setPassword);
`;

const DOORS = `export function doorman(request, response, next) {
  next();
}
export const quota = { async admit(account) {} };
`;

const CALLS = `import { dbFor } from "@acme/database";
import { requireUser } from "../../../session.ts";

export async function DELETE(_request: Request, { params }: { params: { id: string } }) {
  const { tenantId } = await requireUser();
  await dbFor("calls").from("calls").delete().eq("id", params.id);
  return Response.json({ tenantId });
}
`;

const TABLES = `create table tenants (id uuid primary key);
create table calls (id uuid primary key, tenant_id uuid not null references tenants (id));
create table recordings (id uuid primary key, tenant_id uuid not null references tenants (id));
`;

async function findings(files: Record<string, string>, config: unknown): Promise<string[]> {
  const root = folderWith({ ...files, "faultline.json": JSON.stringify(config) });
  const { findings, configProblems } = await new Engine({ root, preset: "audit" }).scan();
  assert.deepEqual(configProblems, []);
  return findings.map(one => `${one.path}:${one.line} ${one.rule}`);
}

describe("names that a configuration tells", () => {
  const limits = (limiterNames: string[]) =>
    findings({ "accounts.ts": ACCOUNTS, "doors.ts": DOORS }, { limits: { limiterNames } });
  const tenancy = (tenancy: unknown) =>
    findings({ "supabase/migrations/1.sql": TABLES, "app/api/calls/route.ts": CALLS }, { tenancy });

  it("are limiters, before a handler and in it", async () => {
    const reset = "accounts.ts:23 no-unlimited-route";
    const forgot = "accounts.ts:24 no-unlimited-route";
    const routes = (all: string[]) => all.filter(one => one.endsWith("no-unlimited-route"));
    assert.deepEqual(routes(await limits([])), [reset, forgot]);
    assert.deepEqual(routes(await limits(["doorman"])), [reset]);
    assert.deepEqual(routes(await limits(["quota"])), [forgot]);
    assert.deepEqual(routes(await limits(["quota.admit", "doorman"])), []);
    assert.deepEqual(routes(await limits(["quot", "admission"])), [reset, forgot]);
  });

  it("are clients that no row-level security binds, and tables of all tenants", async () => {
    const rules = async (config: unknown) =>
      (await tenancy(config)).filter(one => one.endsWith("require-tenant-filter"));
    assert.deepEqual(await rules({}), []);
    assert.deepEqual(await rules({ adminClients: ["dbFor"] }), ["app/api/calls/route.ts:6 require-tenant-filter"]);
    assert.deepEqual(await rules({ adminClients: ["dbFor"], globalTables: ["calls"] }), []);
  });
});
