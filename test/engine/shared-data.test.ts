import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { analyse } from "../../rules/analyse.ts";
import { pack, unpack } from "../../server/engine/packing.ts";
import { fromBytes, toBytes } from "../../server/engine/shared-data.ts";
import { partsOf, summaryOf, type SummaryParts } from "../../server/engine/stored-summary.ts";

const TEXT = `import { db } from "./db";\nexport async function load(id: string) {\n  return db.user.find({ id, limit: -1.5 });\n}\n`;

describe("data as bytes", () => {
  it("is read as it was written, in the same order", () => {
    fc.assert(
      fc.property(fc.jsonValue({ depthSize: "medium" }), value => {
        assert.equal(JSON.stringify(fromBytes(toBytes(value))), JSON.stringify(value));
      }),
      { seed: 5, numRuns: 500 },
    );
  });

  it("leaves out and replaces what JSON does", () => {
    const value = { gone: undefined, list: [undefined, Infinity, NaN, 2 ** 40, -7, 0.5], made: () => 1 };
    assert.deepEqual(fromBytes(toBytes(value)), JSON.parse(JSON.stringify(value)));
  });

  it("holds equal parts once", () => {
    const place = { start: 1, end: 2 };
    const [left, right] = fromBytes(toBytes([{ at: place }, { at: { ...place } }])) as { at: object }[];
    assert.equal(left, right);
  });

  it("keeps bytes as bytes", () => {
    const value = fromBytes(toBytes({ a: [1], rest: toBytes(["later"]) })) as { rest: Uint8Array };
    assert.deepEqual(fromBytes(value.rest), ["later"]);
  });

  it("tells each changed byte of a packed value", () => {
    const packed = pack({ a: [1, "b"], c: null });
    for (let at = 0; at < packed.length; at++) {
      const damaged = packed.slice();
      damaged[at]! ^= 4;
      assert.equal(unpack(damaged), undefined);
    }
  });
});

describe("a stored summary", () => {
  it("says what the file's analysis said", () => {
    const summary = analyse("src/load.ts", TEXT);
    const stored = summaryOf(unpack(pack(partsOf(summary))) as SummaryParts);
    assert.deepEqual(JSON.parse(JSON.stringify({ ...stored })), JSON.parse(JSON.stringify(summary)));
    assert.ok("ScopeFlow" in stored.concepts && !("Retry" in stored.concepts));
  });
});
