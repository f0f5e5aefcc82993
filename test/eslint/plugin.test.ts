import assert from "node:assert/strict";
import { Linter as Linter10 } from "eslint";
import { Linter as Linter9 } from "eslint-9";
import tseslint from "typescript-eslint";
import plugin from "../../rules/index.ts";

/** Three rules speak of the retries below: they never end, their delay grows for ever, and nothing spreads it. */
const FOUND = ["faultline/no-unbounded-retry", "faultline/no-uncapped-backoff", "faultline/require-retry-jitter"];

const PYTHON = `import time


def fetch(url):
    attempt = 0
    while True:
        try:
            return get(url)
        except ConnectionError:
            time.sleep(2 ** attempt)
            attempt += 1
`;

const SCRIPT = `import { sleep } from "./sleep.js";

export async function fetchForever(url) {
  for (let attempt = 0; ; attempt++) {
    try {
      return await fetch(url);
    } catch {
      await sleep(1000 * 2 ** attempt);
    }
  }
}
`;

type Config = ConstructorParameters<typeof Linter10>[0];

const versions = [
  { name: "ESLint 10", Linter: Linter10 },
  { name: "ESLint 9.7", Linter: Linter9 },
];

for (const { name, Linter } of versions)
  describe(`the plugin in ${name}`, () => {
    const verify = (text: string, filename: string, extra: object[] = []) => {
      const linter = new Linter({ configType: "flat" } as Config);
      return linter.verify(text, [...plugin.configs["audit"]!, ...extra] as never, { filename });
    };
    const rulesOf = (messages: { ruleId: string | null; message: string }[]) =>
      messages.map(one => one.ruleId ?? one.message);

    it("reports in JavaScript under ESLint's own parser", () => {
      assert.deepEqual(rulesOf(verify(SCRIPT, "client.js")), FOUND);
    });

    it("reports in TypeScript under typescript-eslint's parser", () => {
      const text = SCRIPT.replace("(url)", "(url: string): Promise<Response>");
      const messages = verify(text, "client.ts", [
        { files: ["**/*.ts"], languageOptions: { parser: tseslint.parser } },
      ]);
      assert.deepEqual(rulesOf(messages), FOUND);
    });

    it("reports in Python through our language, with a place", () => {
      const messages = verify(PYTHON, "client.py");
      assert.deepEqual(rulesOf(messages), FOUND);
      assert.deepEqual(
        messages.map(({ line }) => line),
        [6, 10, 10],
      );
    });

    it("applies a fix or suggestion that silences it", () => {
      const message = verify(PYTHON, "client.py").find(({ ruleId }) => ruleId === "faultline/no-uncapped-backoff");
      const fix = message?.fix ?? message?.suggestions?.[0]?.fix;
      assert.ok(fix);
      const fixed = PYTHON.slice(0, fix.range[0]) + fix.text + PYTHON.slice(fix.range[1]);
      assert.deepEqual(rulesOf(verify(fixed, "client.py")), [FOUND[0], FOUND[2]]);
    });

    it("obeys directives in Python comments", () => {
      const text = PYTHON.replace(
        "            time.sleep",
        "            # faultline-disable-next-line no-uncapped-backoff -- a test\n            time.sleep",
      );
      assert.deepEqual(rulesOf(verify(text, "client.py")), [FOUND[0], FOUND[2]]);
    });

    it("reads SQL and half-typed files without a message", () => {
      assert.deepEqual(verify("create table calls (id uuid primary key);", "supabase/migrations/1.sql"), []);
      assert.deepEqual(verify("def f(:\n    x = (", "broken.py"), []);
    });
  });
