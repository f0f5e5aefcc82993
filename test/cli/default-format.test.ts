import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { defaultFormat } from "../../server/cli/default-format.ts";
import { folderWith } from "../engine/temporary-folder.ts";
import { spawnCliWith } from "./run-cli.ts";

const source = `import { Queue } from "bullmq";
export const hooks = new Queue("hooks", {
  defaultJobOptions: { attempts: 20, backoff: { type: "exponential", delay: 30_000 } },
});
`;

describe("the format of a scan that is asked for none", function () {
  this.timeout(30_000);

  it("is the one for people in a terminal, and where nothing tells that a tool reads", () => {
    assert.equal(defaultFormat({}, false), "pretty");
    assert.equal(defaultFormat({ AI_AGENT: "" }, false), "pretty");
    assert.equal(defaultFormat({ AI_AGENT: "1" }, true), "pretty");
  });

  it("is terse where a tool says that it reads", async () => {
    const root = folderWith({ "hooks.ts": source });
    const { stdout } = await spawnCliWith({ AI_AGENT: "some" }, root, "scan", "--no-cache");
    assert.match(stdout, /^hooks\.ts:3:\d+ error no-uncapped-backoff/mu);
    const asked = await spawnCliWith({ AI_AGENT: "some" }, root, "scan", "--no-cache", "--format", "pretty");
    assert.match(asked.stdout, /1 error, 1 warning in 1 file/u);
  });
});
