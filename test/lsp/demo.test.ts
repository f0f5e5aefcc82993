import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { describe, it } from "mocha";
import { Engine } from "../../server/engine/engine.ts";

describe("the demo", function () {
  this.timeout(30_000);

  it("shows every rule in what a new user opens first, and nothing else", async () => {
    const engine = new Engine({
      root: fileURLToPath(new URL("../demo", import.meta.url)),
      cache: false,
      preset: "audit",
    });
    const { findings, notes } = await engine.scan();
    assert.deepEqual(
      findings.map(({ path, line, level, rule }) => `${path}:${line} ${level} ${rule}`),
      [
        "web/app/api/leads/[id]/route.ts:8 error require-tenant-filter",
        "web/lib/rate-limit.ts:5 error no-unenforced-limiter",
        "web/workers/deliver-webhooks.ts:14 error no-uncapped-backoff",
        "worker/api.py:24 error no-unenforced-limiter",
        "worker/crm_push.py:18 error require-idempotent-task",
        "worker/crm_push.py:25 error no-uncapped-backoff",
      ],
    );
    assert.deepEqual(notes, []);
  });
});
