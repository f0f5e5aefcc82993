import assert from "node:assert/strict";
import * as l10n from "@vscode/l10n";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { rules } from "../../rules/catalog/index.ts";
import type { Draft } from "../../rules/eslint/rule-source.ts";
import { type Fixture, readFixtures } from "./fixtures.ts";
import { runRules } from "./run-rules.ts";

type Bundle = Record<string, string>;

const folder = new URL("../../l10n", import.meta.url).pathname;
const english = read("bundle.l10n.json");
const german = read("bundle.l10n.de.json");

/** Words that German has not. What stands in backticks is code, and what stands in quotes is made of a name. */
const ENGLISH_WORDS = /\b(?:the|of|and|is|are|not|with|that|which|this|its|for|from|has|by|every|never|nothing)\b/iu;

describe("findings in German", () => {
  afterEach(() => l10n.config({ contents: {} }));

  const found = readFixtures().filter(one => one.expected.length > 0);
  for (const { definition } of rules) {
    const fixtures = found.filter(one => one.rule === definition.name);
    it(`${definition.name} says in German what it says in English`, async () => {
      assert.ok(fixtures.length > 0, "no fixture of the rule has a finding");
      for (const fixture of fixtures) await comparesEqual(fixture);
    });
  }
});

async function comparesEqual(fixture: Fixture): Promise<void> {
  const one = rules.filter(rule => rule.definition.name === fixture.rule);
  l10n.config({ contents: {} });
  const before = (await runRules(fixture.files, one)).findings;
  const missing: string[] = [];
  l10n.config({ contents: spied(missing) });
  const after = (await runRules(fixture.files, one)).findings;
  assert.deepEqual(after.map(withoutWords), before.map(withoutWords), fixture.name);
  assert.deepEqual(missing, [], fixture.name);
  for (const text of after.flatMap(textsOf)) {
    const plain = text.replaceAll(/`[^`]*`|„[^“]*“|\([^()]*@[^()]*\)/gu, "");
    assert.ok(!ENGLISH_WORDS.test(plain), `${fixture.name}: ${text}`);
    assert.ok(!/\{\d+\}|\{\{\w+\}\}/u.test(plain), `${fixture.name}: ${text}`);
  }
}

/** The German texts; `missing` gets the English ones that are asked for and not among them. */
function spied(missing: string[]): Bundle {
  return new Proxy(german, {
    get(texts, key: string) {
      if (!(key in texts) && key in english) missing.push(key);
      return texts[key];
    },
  });
}

/** What decides, fixes and tells findings apart has no language. */
function withoutWords({ message: _, related, fixes, ...finding }: Draft) {
  return {
    ...finding,
    related: related.map(({ message: _message, ...place }) => place),
    fixes: fixes.map(({ title: _title, ...fix }) => fix),
  };
}

function textsOf({ message, related, fixes }: Draft): string[] {
  return [message, ...related.map(step => step.message), ...fixes.map(fix => fix.title)];
}

function read(name: string): Bundle {
  return JSON.parse(readFileSync(join(folder, name), "utf8")) as Bundle;
}
