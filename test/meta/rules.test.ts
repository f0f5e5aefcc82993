import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { analyse } from "../../rules/analyse.ts";
import { documents } from "../../rules/catalog/documents.ts";
import { rules } from "../../rules/catalog/index.ts";
import { concepts } from "../../rules/concepts/index.ts";
import plugin from "../../rules/index.ts";
import { readFixtures } from "../catalog/fixtures.ts";
import { runRules } from "../catalog/run-rules.ts";

const root = new URL("../..", import.meta.url).pathname;
const fixtures = readFixtures();

describe("every rule", () => {
  for (const { definition } of rules) {
    const { name, family } = definition;
    const own = fixtures.filter(fixture => fixture.rule === name);

    describe(name, () => {
      it("is named after its file, document and fixtures", () => {
        assert.ok(existsSync(join(root, `rules/catalog/${family}/${name}.ts`)));
        assert.ok(existsSync(join(root, `rules/catalog/${family}/${name}.md`)));
        assert.ok(existsSync(join(root, `test/catalog/${family}/${name}`)));
        assert.match(name, /^(?:no|require|prefer)-[a-z-]+$/u);
      });

      it("has a fixture for every message", () => {
        const used = new Set(
          own.flatMap(fixture => fixture.expected.filter(one => one.rule === name).map(one => one.messageId)),
        );
        assert.deepEqual(
          Object.keys(definition.messages).filter(id => !used.has(id)),
          [],
        );
      });

      it("has as many look-alikes as faults", () => {
        const text = own.flatMap(fixture => Object.values(fixture.files)).join("\n");
        const faults = own.flatMap(fixture => fixture.expected).length;
        const silent = [...text.matchAll(/\bok: [\w-]+/gu)].length;
        assert.ok(silent >= faults, `${faults} faults, ${silent} look-alikes`);
      });

      it("has a fixture in each of its languages", () => {
        const endings = new Set(
          own.flatMap(fixture => Object.keys(fixture.files)).map(path => path.split(".").at(-1)!),
        );
        const needed: Record<string, string[]> = {
          typescript: ["ts", "tsx", "js"],
          python: ["py"],
          sql: ["sql"],
          config: ["toml", "jsonc"],
        };
        for (const language of definition.languages)
          assert.ok(
            needed[language]!.some(ending => endings.has(ending)),
            language,
          );
      });

      it("writes messages of one sentence", () => {
        for (const message of Object.values(definition.messages)) {
          assert.match(message, /\.$/u, message);
          assert.doesNotMatch(message, /\b(?:should|please|unexpected)\b/iu, message);
        }
      });

      it("has a document with its parts", () => {
        for (const heading of ["## Why", "## Examples", "## Not reported", "## References"])
          assert.ok(documents[name]!.includes(heading), heading);
      });

      it("speaks concepts only", () => {
        const source = readFileSync(join(root, `rules/catalog/${family}/${name}.ts`), "utf8").replaceAll(
          /\/\*[\s\S]*?\*\/|\/\/.*$/gmu,
          "",
        );
        assert.doesNotMatch(
          source,
          /\b(?:celery|supabase|prisma|slowapi|bullmq|tenacity|django|sqlalchemy|qstash|stripe|redis)\b/iu,
        );
      });
    });
  }
});

describe("the catalogue", () => {
  it("is generated from the files", function () {
    this.timeout(60_000);
    execFileSync(process.execPath, ["--import", "tsx", join(root, "scripts/generate.ts"), "--check"], {
      cwd: root,
      stdio: "pipe",
    });
  });

  it("is silent on empty and blank files", async () => {
    const files = { "a.ts": "", "b.py": "", "c.sql": "", "d.tsx": "\n\n", "e.py": "# only a comment\n" };
    assert.deepEqual((await runRules(files, rules)).findings, []);
  });

  it("follows presets from the rules' levels", () => {
    for (const rule of rules) {
      const preset = rule.definition.level === "advice" ? "audit" : "recommended";
      const enabled = plugin.configs[preset]!.flatMap(block => Object.keys((block as { rules: object }).rules));
      assert.ok(enabled.includes(`faultline/${rule.definition.name}`));
    }
  });

  it("does not filter out a fixture that has a finding", () => {
    const words = concepts.flatMap(concept => concept.triggers());
    for (const fixture of fixtures)
      for (const expected of fixture.expected)
        assert.ok(
          words.some(word => fixture.files[expected.path]!.includes(word)),
          `${fixture.name}: ${expected.path} holds no trigger`,
        );
  });

  it("keeps plain data in the records", () => {
    for (const fixture of fixtures)
      for (const [path, text] of Object.entries(fixture.files)) {
        const summary = analyse(path, text);
        assert.equal(summary.crash, undefined);
        assert.deepEqual(notPlain(summary), [], `${fixture.name}/${path}`);
      }
  });

  it("names a source in every library table", () => {
    const tables = readdirSync(join(root, "rules/libraries")).filter(
      // The mark around words that tables hold is no table.
      file => file.endsWith(".ts") && file !== "phrase.ts",
    );
    for (const file of tables) {
      const text = readFileSync(join(root, "rules/libraries", file), "utf8");
      assert.match(text, /source/iu, file);
    }
  });
});

describe("every prefix of every fixture", () => {
  for (const fixture of fixtures)
    it(`${fixture.name} neither throws nor crashes a rule`, async function () {
      this.timeout(120_000);
      for (const [path, text] of Object.entries(fixture.files)) {
        const step = Math.max(1, Math.floor(text.length / 25));
        for (let end = 0; end < text.length; end += step)
          await runRules({ ...fixture.files, [path]: text.slice(0, end) }, rules);
      }
    });
});

/** Where a value is not what JSON keeps: an `undefined` property is dropped by it, which changes nothing. */
function notPlain(value: unknown, at = ""): string[] {
  if (value === null || ["string", "boolean"].includes(typeof value)) return [];
  if (typeof value === "number") return Number.isFinite(value) ? [] : [at];
  if (Array.isArray(value))
    return value.flatMap((item, index) => notPlain(item ?? Symbol.for("hole"), `${at}[${index}]`));
  if (typeof value !== "object" || Object.getPrototypeOf(value) !== Object.prototype) return [at];
  return Object.entries(value).flatMap(([key, part]) => (part === undefined ? [] : notPlain(part, `${at}.${key}`)));
}
