import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "mocha";
import { ConfigFiles } from "../../server/engine/config.ts";
import { configSchema } from "../../server/engine/config-schema.ts";
import type { ConfigurableRule } from "../../server/engine/config-schema.ts";
import { Ajv } from "ajv";
import { folderWith, write } from "./temporary-folder.ts";

const rules: ConfigurableRule[] = [
  {
    definition: {
      name: "no-bad",
      description: "Bad.",
      options: { limit: { type: "integer", minimum: 1 }, names: { type: "array", items: { type: "string" } } },
    },
  },
  { definition: { name: "no-odd", description: "Odd.", options: {} } },
];

function problemsOf(text: string): string[] {
  const root = folderWith({ "faultline.json": text });
  const configs = new ConfigFiles({ root, rules });
  configs.configFor("a.ts");
  return configs.problems().map(one => `${one.line}:${one.column}-${one.endColumn} ${one.code}: ${one.message}`);
}

describe("configuration", () => {
  it("takes the nearest file, with comments and trailing commas", () => {
    const root = folderWith({
      "faultline.json": '{ "preset": "audit" }',
      "app/.faultline.json": '{ // near\n "rules": { "no-bad": ["warning", { "limit": 3 }], }, }',
    });
    const configs = new ConfigFiles({ root, rules });
    assert.equal(configs.configFor("a.ts").preset, "audit");
    const near = configs.configFor("app/src/deep/a.ts");
    assert.deepEqual(near.files, ["app/.faultline.json"]);
    assert.equal(near.preset, undefined);
    assert.deepEqual(near.rules.get("no-bad"), { level: "warning", options: { limit: 3 } });
    assert.deepEqual(configs.problems(), []);
  });

  it("looks above the root inside a repository only", () => {
    const inside = folderWith({ ".git/HEAD": "", "faultline.json": '{ "preset": "audit" }', "app/a.ts": "" });
    assert.equal(new ConfigFiles({ root: join(inside, "app"), rules }).configFor("a.ts").preset, "audit");
    const alone = folderWith({ "faultline.json": '{ "preset": "audit" }', "app/a.ts": "" });
    assert.equal(new ConfigFiles({ root: join(alone, "app"), rules }).configFor("a.ts").preset, undefined);
  });

  it("merges what it extends, own words last", () => {
    const root = folderWith({
      "base.json":
        '{ "preset": "audit", "rules": { "no-bad": "off", "no-odd": "error" }, "tenancy": { "columns": ["org_id"] } }',
      "faultline.json":
        '{ "extends": "./base.json", "rules": { "no-bad": "warning" }, "tenancy": { "globalTables": ["plans"] } }',
    });
    const config = new ConfigFiles({ root, rules }).configFor("a.ts");
    assert.deepEqual(
      [...config.rules].map(([id, { level }]) => [id, level]),
      [
        ["no-bad", "warning"],
        ["no-odd", "error"],
      ],
    );
    assert.equal(config.preset, "audit");
    assert.deepEqual(config.tenancy, { columns: ["org_id"], globalTables: ["plans"] });
    assert.deepEqual(config.files, ["faultline.json", "base.json"]);
  });

  it("reports every fault at its place", () => {
    assert.deepEqual(problemsOf('{ "rules": { "no-bat": "off" } }'), [
      "1:14-22 unknown-rule: There is no rule `no-bat`. Did you mean `no-bad`?",
    ]);
    assert.deepEqual(problemsOf('{\n  "presets": "audit",\n  "preset": "all"\n}'), [
      "2:3-12 unknown-key: There is no key `presets`. Did you mean `preset`?",
      '3:13-18 wrong-type: `preset` must be one of "recommended", "audit".',
    ]);
    assert.deepEqual(problemsOf('{ "rules": { "no-bad": ["error", { "limit": 0 }] } }'), [
      "1:45-46 wrong-type: `rules.no-bad.1.limit` must be at least 1.",
    ]);
    assert.deepEqual(problemsOf('{ "include": "src" }'), ["1:14-19 wrong-type: `include` must be an array."]);
    assert.deepEqual(problemsOf('{ "rules": '), ["1:12-12 invalid-json: This is not valid JSON: value expected."]);
    assert.deepEqual(problemsOf("[]"), ["1:1-3 wrong-type: A configuration is a JSON object."]);
  });

  it("reports cycles, missing and foreign files of extends", () => {
    const root = folderWith({
      "faultline.json": '{ "extends": ["./a.json", "./none.json", "/etc/x.json", "./code.js"] }',
      "a.json": '{ "extends": "./faultline.json" }',
    });
    const configs = new ConfigFiles({ root, rules });
    configs.configFor("a.ts");
    assert.deepEqual(
      configs.problems().map(one => `${one.path}: ${one.code}`),
      [
        "a.json: extends-cycle",
        "faultline.json: extends-missing",
        "faultline.json: extends-missing",
        "faultline.json: extends-missing",
      ],
    );
  });

  it("keeps the last good state while a file is broken", () => {
    const root = folderWith({ "faultline.json": '{ "rules": { "no-bad": "off" } }' });
    const configs = new ConfigFiles({ root, rules });
    assert.equal(configs.configFor("a.ts").rules.get("no-bad")?.level, "off");
    write(root, "faultline.json", '{ "rules": { "no-bad": ');
    configs.reload();
    assert.equal(configs.configFor("a.ts").rules.get("no-bad")?.level, "off");
    assert.equal(configs.problems().length, 1);
  });

  it("keeps the right parts of a file that is wrong in part", () => {
    const root = folderWith({ "faultline.json": '{ "preset": 7, "rules": { "no-bad": "off", "no-odd": "loud" } }' });
    const { preset, rules: set } = new ConfigFiles({ root, rules }).configFor("a.ts");
    assert.equal(preset, undefined);
    assert.deepEqual([...set.keys()], ["no-bad"]);
  });

  it("gathers what all files say of the project", () => {
    const root = folderWith({
      "faultline.json": '{ "tenancy": { "columns": ["site_id"], "adminClients": ["adminDb"] } }',
      "app/faultline.json": '{ "tenancy": { "columns": ["org_id"] }, "limits": { "limiterNames": ["guard"] } }',
    });
    const configs = new ConfigFiles({ root, rules });
    configs.configFor("app/a.ts");
    assert.deepEqual(configs.settings(), {
      tenantColumns: ["org_id", "site_id"],
      globalTables: undefined,
      adminClients: ["adminDb"],
      limiterNames: ["guard"],
    });
  });

  it("has a schema that a JSON Schema validator agrees with", () => {
    const { allowTrailingCommas: _, ...schema } = configSchema(rules);
    const validate = new Ajv({ strict: false }).compile(schema);
    assert.equal(
      validate({ preset: "audit", rules: { "no-bad": ["error", { limit: 3 }], "no-odd": "on" }, extends: "./a.json" }),
      true,
    );
    for (const wrong of [
      { rules: { none: "off" } },
      { rules: { "no-bad": ["error", { limit: 0 }] } },
      { presets: 1 },
      { include: "a" },
    ]) {
      assert.equal(validate(wrong), false, JSON.stringify(wrong));
    }
  });
});
