import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { rules } from "../../rules/catalog/index.ts";
import { ConfigFiles } from "../../server/engine/config.ts";
import { configSchema, type Schema } from "../../server/engine/config-schema.ts";
import { Engine } from "../../server/engine/engine.ts";
import { folderWith } from "./temporary-folder.ts";
import { wordKnowledge } from "./word-knowledge.ts";

/** Far above what any of these takes: only a blow-up reaches it. */
const TOO_LONG_MS = 5_000;

const VALUES: Record<string, unknown> = {
  null: null,
  boolean: true,
  number: -1.5,
  string: "\u0000 no such word",
  array: [[], {}, null, 1],
  object: { a: { b: [] } },
};

function configOf(files: Record<string, string | Buffer>) {
  const root = folderWith(files);
  const configs = new ConfigFiles({ root, rules });
  const start = performance.now();
  const config = configs.configFor("a.ts");
  configs.patternsOf(root);
  configs.settings();
  const ms = performance.now() - start;
  assert.ok(ms < TOO_LONG_MS, `${Math.round(ms)} ms`);
  return { config, problems: configs.problems() };
}

/** Every place of the schema where a value stands, as the keys that lead there. */
function* placesOf(schema: Schema, way: string[] = []): Iterable<{ way: string[]; types: string[] }> {
  const types = (schema.anyOf ?? [schema]).flatMap(one => (one.enum ? ["string"] : [one.type ?? []].flat()));
  yield { way, types };
  for (const [key, inner] of Object.entries(schema.properties ?? {})) yield* placesOf(inner, [...way, key]);
  for (const one of schema.anyOf ?? []) {
    const options = Array.isArray(one.items) ? one.items[1] : undefined;
    for (const [key, inner] of Object.entries(options?.properties ?? {})) yield* placesOf(inner, [...way, "[]", key]);
  }
}

function withValue(way: readonly string[], value: unknown): unknown {
  const [key, ...rest] = way;
  if (key === undefined) return value;
  return key === "[]" ? ["on", withValue(rest, value)] : { [key]: withValue(rest, value) };
}

describe("a configuration with faults", function () {
  this.timeout(60_000);

  it("is read without the values of a wrong type, whatever key they stand at", () => {
    let wrong = 0;
    for (const { way, types } of placesOf(configSchema(rules))) {
      for (const [type, value] of Object.entries(VALUES)) {
        const text = JSON.stringify(withValue(way, value));
        const { config, problems } = configOf({ "faultline.json": text });
        const fits = types.includes(type) || (type === "number" && types.includes("integer"));
        if (!fits) assert.equal(problems.length > 0, true, `${text} is told`);
        if (!fits) wrong++;
        for (const problem of problems) assert.ok(problem.line === 1 && problem.end <= text.length && problem.message);
        const kept = [config.include, config.exclude, ...Object.values({ ...config.tenancy, ...config.limits })];
        for (const words of kept)
          assert.ok(
            (words ?? []).every(word => typeof word === "string"),
            text,
          );
      }
    }
    assert.ok(wrong > 200, `${wrong} wrong values`);
  });

  it("keeps what is right beside what is wrong, for every key at once", () => {
    const all = Object.fromEntries(Object.keys(configSchema(rules).properties ?? {}).map(key => [key, 7]));
    const { config, problems } = configOf({
      "faultline.json": JSON.stringify({
        ...all,
        preset: "audit",
        rules: { "no-uncapped-backoff": "off", nonsense: 1 },
      }),
    });
    assert.equal(config.preset, "audit");
    assert.deepEqual([...config.rules.keys()], ["no-uncapped-backoff"]);
    assert.ok(problems.length >= 7);
  });

  const numbered = (count: number, one: (index: number) => string) => Array.from({ length: count }, (_, i) => one(i));
  const large: Record<string, [text: string, message: RegExp]> = {
    "rules that are not there": [
      `{"rules":{${numbered(50_000, i => `"no-rule-${i}":"off"`).join()}}}`,
      /^There is no rule `no-rule-0`/u,
    ],
    "keys that are not there": [`{${numbered(60_000, i => `"preset${i}":1`).join()}}`, /^There is no key `preset0`/u],
    "elements of a wrong type": [
      `{"include":[${numbered(300_000, () => "1").join()}]}`,
      /^`include.0` must be a string/u,
    ],
    "one key": [`{"${"x".repeat(1_000_000)}":1}`, /^There is no key `x{80}…`\.$/u],
    brackets: ["[".repeat(1_000_000), /nested too deeply/u],
    braces: ['{"rules":'.repeat(100_000), /nested too deeply/u],
    "free settings in each other": [
      `{"settings":${'{"a":'.repeat(90_000)}1${"}".repeat(90_000)}}`,
      /nested too deeply/u,
    ],
    rubbish: ["\u0001\uFFFD{[".repeat(250_000), /not valid JSON|nested too deeply/u],
  };
  for (const [what, [text, message]] of Object.entries(large))
    it(`of a megabyte is told of in short: ${what}`, () => {
      const { problems } = configOf({ "faultline.json": text });
      assert.match(problems[0]!.message, message);
      assert.ok(problems.length <= 101);
      if (problems.length > 100) assert.match(problems[100]!.message, /^\d+ more faults are in this file\.$/u);
      assert.ok(JSON.stringify(problems).length < 100_000);
    });

  it("of a megabyte is taken when it is right", () => {
    const text = JSON.stringify({ exclude: numbered(60_000, i => `generated/file${i}.ts`), preset: "audit" });
    const { config, problems } = configOf({ "faultline.json": text });
    assert.deepEqual([config.exclude?.length, config.preset, problems], [60_000, "audit", []]);
  });

  it("is told of when it is binary, UTF-16 or a folder, and nothing else is lost", async () => {
    for (const [content, message] of [
      [Buffer.from([0x7f, 0, 1]), "This file cannot be read: it is binary (it holds NUL bytes)."],
      [Buffer.from([0xff, 0xfe, 0x7b, 0, 0x7d, 0]), "This file cannot be read: it is UTF-16, and only UTF-8 is read."],
    ] as const) {
      const root = folderWith({ "faultline.json": content, "a.ts": "BAD" });
      const result = await new Engine({ root, cache: false, knowledge: wordKnowledge() }).scan();
      assert.deepEqual([result.configProblems.map(one => one.message), result.findings.length], [[message], 1]);
    }
  });

  it("names cycles of any length, and reads on", () => {
    const around = (length: number) =>
      Object.fromEntries(
        numbered(length, i => `${i}`).map(i => [
          i === "0" ? "faultline.json" : `${i}.json`,
          JSON.stringify({
            extends: Number(i) === length - 1 ? "./faultline.json" : `./${Number(i) + 1}.json`,
            preset: "audit",
          }),
        ]),
      );
    for (const length of [1, 2, 30]) {
      const { config, problems } = configOf(around(length));
      assert.deepEqual([config.preset, problems.map(one => one.code)], ["audit", ["extends-cycle"]], `${length}`);
    }
    const { problems } = configOf(around(5000));
    assert.match(problems[0]!.message, /is not read: 50 files extend one another already/u);
  });

  it("is read once however many ways lead to it", () => {
    const layers = Object.fromEntries(
      numbered(40, i => `${i}`).map(i => [
        i === "0" ? "faultline.json" : `${i}.json`,
        JSON.stringify({ extends: i === "39" ? [] : [`./${Number(i) + 1}.json`, `./${Number(i) + 1}.json`] }),
      ]),
    );
    const { config, problems } = configOf({ ...layers, "39.json": '{ "preset": "audit" }' });
    assert.deepEqual([config.preset, config.files.length, problems], ["audit", 40, []]);
  });
});
