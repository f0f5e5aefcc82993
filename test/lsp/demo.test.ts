import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { describe, it } from "mocha";
import { Engine } from "../../server/engine/engine.ts";

describe("the demo", function () {
  this.timeout(30_000);

  it("shows the faults that it was written with, and what an auditor would add", async () => {
    const engine = new Engine({
      root: fileURLToPath(new URL("../demo", import.meta.url)),
      cache: false,
      preset: "audit",
    });
    const { findings, notes } = await engine.scan();
    const shown = (levels: string[]) =>
      findings
        .filter(({ level }) => levels.includes(level))
        .map(({ path, line, level, rule }) => `${path}:${line} ${level} ${rule}`);
    assert.deepEqual(shown(["error"]), [
      "web/app/api/leads/[id]/route.ts:8 error require-tenant-filter",
      "web/lib/rate-limit.ts:5 error no-unenforced-limiter",
      "web/workers/deliver-webhooks.ts:14 error no-uncapped-backoff",
      "worker/api.py:24 error no-unenforced-limiter",
      "worker/crm_push.py:18 error require-idempotent-task",
      "worker/crm_push.py:25 error no-uncapped-backoff",
    ]);
    assert.deepEqual(shown(["warning"]), [
      "web/workers/deliver-webhooks.ts:14 warning require-retry-jitter",
      "worker/crm_push.py:25 warning no-delay-past-visibility",
      "worker/crm_push.py:25 warning no-permanent-error-retry",
      "worker/crm_push.py:25 warning require-retry-jitter",
    ]);
    assert.deepEqual([...new Set(findings.filter(({ level }) => level === "advice").map(({ rule }) => rule))].sort(), [
      "no-fail-open-limiter",
      "no-naked-admin-client",
      "no-process-local-limiter",
    ]);
    assert.deepEqual(notes, []);
  });
});
