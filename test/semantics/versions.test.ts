import assert from "node:assert/strict";
import { admitsVersion, isWithinVersions, type VersionRange } from "../../rules/semantics/versions.ts";

const below17: VersionRange = { below: "17.0.0" };

describe("versions and requirements", () => {
  const CASES: [requirement: string | undefined, range: VersionRange, expected: boolean | undefined][] = [
    ["16.12.0", below17, true],
    ["17.0.0", below17, false],
    ["^16.2.0", below17, true],
    ["^17", below17, false],
    ["~16.2", below17, true],
    ["16.x", below17, true],
    ["16", below17, true],
    [">=12", below17, undefined],
    [">=12,<15", below17, true],
    [">=17 <19", below17, false],
    ["^12.0.0 || ^16.0.0", below17, true],
    ["^16.0.0 || ^17.0.0", below17, undefined],
    ["14.0.0 - 16.9.9", below17, true],
    ["npm:stripe@^16.1.0", below17, true],
    ["workspace:^", below17, undefined],
    ["latest", below17, undefined],
    ["", below17, undefined],
    [undefined, below17, undefined],
    ["==5.3.*", { from: "5.3", below: "5.4" }, true],
    ["~=2.102", { below: "2.102.0" }, false],
    ["~=2.101.3", { below: "2.102.0" }, true],
    ["===5.6.3", { from: "5.6" }, true],
    [">5.6", { from: "5.6" }, true],
    ["!=5.6", { from: "5" }, undefined],
    ["^0.4.2", { below: "0.5" }, true],
    ["5.3.0rc1", { from: "5.3" }, true],
  ];
  for (const [requirement, range, expected] of CASES)
    it(`${requirement} within ${range.from ?? ""}..${range.below ?? ""} is ${expected}`, () =>
      assert.equal(isWithinVersions(requirement, range), expected));

  it("fit or do not fit each other", () => {
    assert.equal(admitsVersion("^12.0.0", "12.4.1"), true);
    assert.equal(admitsVersion("^12.0.0", "17.0.0"), false);
    assert.equal(admitsVersion("", "17.0.0"), true);
    assert.equal(admitsVersion("catalog:", "17.0.0"), true);
  });
});
