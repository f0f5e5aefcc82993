import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, it } from "mocha";
import { unlike } from "../../scripts/l10n-texts.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

describe("the translations", () => {
  it("have every text that is said, none that is not, and name the same things", function () {
    this.timeout(60_000);
    const words = ["--import", "tsx", "scripts/l10n.ts", "--check"];
    const { status, stderr } = spawnSync(process.execPath, words, { cwd: root, encoding: "utf8" });
    assert.equal(status, 0, stderr);
  });

  it("may order what they name as they like, and lose or change nothing of it", () => {
    const english = "{0} calls `send` before {{step}}.";
    assert.equal(unlike(english, "Vor {{step}} ruft {0} `send` auf."), false);
    assert.equal(unlike(english, "Vor {{step}} ruft {0} `sende` auf."), true);
    assert.equal(unlike(english, "Vor {{schritt}} ruft {0} `send` auf."), true);
    assert.equal(unlike(english, "Vor {{step}} ruft {1} `send` auf."), true);
    assert.equal(unlike(english, "Vor {{step}} ruft {0} send auf."), true);
  });
});
