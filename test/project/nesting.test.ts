import assert from "node:assert/strict";
import { analyse } from "../../rules/analyse.ts";
import { concepts } from "../../rules/concepts/index.ts";
import { loadSqlParser } from "../../rules/languages/sql/parse.ts";

/** Far above what any of these takes: only a blow-up reaches it. */
const TOO_LONG_MS = 8_000;
const DEEP = 10_000;

const times = (text: string, count = DEEP) => text.repeat(count);
const inside = (open: string, close: string, count = DEEP) => `${times(open, count)}1${times(close, count)}`;

/** Chains, which only grow to one side: what stands beside them is read as ever. */
const chains: Record<string, [path: string, text: string]> = {
  "operands in TypeScript": ["a.ts", `const x = ${times("a +\n")} a;\nexport const kept = 1;\n`],
  "calls of calls in TypeScript": ["a.ts", `const x = a${times("\n.b()")};\nexport const kept = 1;\n`],
  "else after else in TypeScript": [
    "a.ts",
    `function f(a) { ${times("if (a) b(); else\n", 900)} c(); }\nexport const kept = 1;\n`,
  ],
  "elements in TypeScript": ["a.ts", `const x = [${times("1,\n", 100_000)}];\nexport const kept = 1;\n`],
  "operands in Python": ["a.py", `x = (${times("a +\n")} a)\nkept = 1\n`],
  "calls of calls in Python": ["a.py", `x = (a${times("\n.b()")})\nkept = 1\n`],
  "elif after elif in Python": [
    "a.py",
    `if a:\n    b()\n${times("elif a:\n    b()\n", 3000)}else:\n    c()\nkept = 1\n`,
  ],
  "elements in Python": ["a.py", `x = [${times("1,\n", 100_000)}]\nkept = 1\n`],
};

/** What the parsers' own recursion cannot hold: the file stays in the project, as far as it was read. */
const nests: Record<string, [path: string, text: string]> = {
  "parentheses in TypeScript": ["a.ts", `const x = ${inside("(", ")")};\n`],
  "parentheses without end in TypeScript": ["a.ts", times("(\n")],
  "calls in calls in TypeScript": ["a.ts", inside("f(", ")", 5000)],
  "a long else-if in TypeScript": ["a.ts", `${times("if (a) b(); else\n")} c();\n`],
  "blocks in TypeScript": ["a.ts", inside("{\n", "}\n")],
  "functions in TypeScript": ["a.ts", inside("() => {\n", "}\n")],
  "elements of JSX": ["a.tsx", `const x = ${inside("<a>\n", "</a>")};\n`],
  "type arguments": ["a.ts", `type X = ${times("A<\n")}B${times(">\n")};\n`],
  "templates in templates": ["a.ts", `const x = ${inside("`${", "}`")};\n`],
  "parentheses in Python": ["a.py", `x = ${inside("(", ")")}\n`],
  "parentheses without end in Python": ["a.py", times("(\n", 5000)],
  "calls in calls in Python": ["a.py", `x = ${inside("f(", ")", 5000)}\n`],
  "lists in lists in Python": ["a.py", `x = ${inside("[", "]")}\n`],
  "lambdas in lambdas": ["a.py", `x = ${times("lambda: ")}1\n`],
  "ifs in ifs in Python": ["a.py", Array.from({ length: 900 }, (_, depth) => `${" ".repeat(depth)}if a:\n`).join("")],
  "parentheses in SQL": ["db/migrations/1.sql", `select ${inside("(", ")")};\n`],
  "calls in calls in SQL": ["db/migrations/1.sql", `select ${inside("f(", ")", 5000)};\n`],
  "conditions in SQL": ["db/migrations/1.sql", `select 1 where ${times("a = 1 and\n")} b = 2;\n`],
  "cases in SQL": ["db/migrations/1.sql", `select ${times("case when a then b else\n")} c ${times("end ")};\n`],
  "elements in SQL": ["db/migrations/1.sql", `select 1 where a in (${times("1,\n", 100_000)} 1);\n`],
  "models without end in Prisma": ["schema.prisma", times("model A {\n")],
  "attributes without end in Prisma": ["schema.prisma", `model A {\n  b C ${times("@d(")}\n`],
  "sequences in YAML": ["docker-compose.yml", `a: ${inside("[", "]")}\n`],
  "tables in TOML": ["pyproject.toml", `[a${times(".b")}]\nx = 1\n`],
};

describe("what is nested without end", function () {
  this.timeout(60_000);
  before(() => loadSqlParser());

  for (const [what, [path, text]] of Object.entries(chains))
    it(`is read around ${what}`, () => {
      const summary = timely(path, text);
      assert.ok(summary.variables.some(one => one.name === "kept"));
    });

  for (const [what, [path, text]] of Object.entries(nests))
    it(`costs neither the process nor much time: ${what}`, () => {
      timely(path, text);
    });

  it("ends a model that is not closed where the next one begins", () => {
    const { schema } = analyse(
      "schema.prisma",
      'model A {\n  id Int @id\n\nmodel B {\n  id Int @default(dbgenerated("@id"))\n}\n',
    );
    assert.deepEqual(
      schema?.tables.map(({ table, columns, primaryKey }) => [table?.name, columns.length, primaryKey]),
      [
        ["A", 1, ["id"]],
        ["B", 1, []],
      ],
    );
  });
});

describe("a recogniser that crashes", () => {
  it("costs its own concept in that file and nothing else", () => {
    const text =
      "from celery import shared_task\n\n@shared_task(bind=True, max_retries=3)\ndef push(self):\n    raise self.retry()\n";
    const whole = analyse("a.py", text);
    const kind = concepts.find(one => one.name === "Retry")!;
    const { recognise } = kind;
    kind.recognise = () => {
      throw new TypeError("no luck");
    };
    try {
      const { crash, ...rest } = analyse("a.py", text);
      const { Retry: retries, ...others } = whole.concepts;
      assert.equal(retries?.length, 1);
      assert.match(crash ?? "", /^Retry: TypeError: no luck\n/u);
      assert.deepEqual(rest, { ...whole, concepts: others });
    } finally {
      kind.recognise = recognise;
    }
  });
});

function timely(path: string, text: string) {
  const start = performance.now();
  const summary = analyse(path, text);
  const ms = performance.now() - start;
  assert.equal(summary.crash, undefined);
  assert.ok(ms < TOO_LONG_MS, `${Math.round(ms)} ms`);
  return summary;
}
