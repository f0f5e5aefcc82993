import assert from "node:assert/strict";
import { symbolicOf } from "../../rules/semantics/expressions.ts";
import type { FileModel } from "../../rules/semantics/file-model.ts";
import { constantOf, intervalOf, mentions, rewrite, type Symbolic } from "../../rules/semantics/symbolic.ts";
import { find, py, ts } from "./code.ts";

/** The value of the last expression `source`; `n` stands for the attempt. */
function valueOf(model: FileModel, source: string): Symbolic {
  return symbolicOf(find(model, source), model, expression =>
    expression.kind === "name" && expression.name === "n" ? { kind: "attempt" } : undefined,
  );
}

function interval(model: FileModel, source: string, attempt?: number): string {
  const found = intervalOf(valueOf(model, source), attempt === undefined ? {} : { attempt });
  return found ? (found.low === found.high ? String(found.low) : `${found.low}..${found.high}`) : "unknown";
}

/** Expression, attempt, what it comes to. */
const TYPESCRIPT: [string, number | undefined, string][] = [
  ["1000 * 2 ** n", 3, "8000"],
  ["500 * Math.pow(2, n)", 0, "500"],
  ["Math.min(1000 * 2 ** n, 30_000)", 10, "30000"],
  ["Math.max(5, n)", 2, "5"],
  ["1000 << n", 4, "16000"],
  ["-5 + +3", undefined, "-2"],
  ["Math.floor(n / 2)", 5, "2"],
  ["n % 4", 6, "2"],
  ["n > 3 ? 60 : 5", 4, "60"],
  ["n > 3 ? 60 : 5", 3, "5"],
  ["[1, 5, 30][n]", 1, "5"],
  ["[1, 5, 30][Math.min(n, 2)]", 9, "30"],
  ["Math.random() * 1000", undefined, "0..1000"],
  ["2 ** n + Math.random()", 2, "4..5"],
  ["Math.min(somewhere(), 10)", undefined, "0..10"],
  ["somewhere() * 2", undefined, "unknown"],
  ["undefined ?? 7", undefined, "7"],
  ["0 || 7", undefined, "7"],
  ["0 ?? 7", undefined, "0"],
  ["Number('x')", undefined, "unknown"],
  ["Math.abs(-3)", undefined, "3"],
  ["Math.sqrt(16)", undefined, "4"],
];

const PYTHON: [string, number | undefined, string][] = [
  ["60 * (2 ** n)", 3, "480"],
  ["min(60 * 2 ** n, 600)", 8, "600"],
  ["min([30, 10, 20])", undefined, "10"],
  ["max(1, n)", 0, "1"],
  ["7 // 2", undefined, "3"],
  ["5 if n > 2 else 1", 3, "5"],
  ["pow(2, n)", 5, "32"],
  ["int(2.9)", undefined, "2"],
  ["[1, 5, 30][-1]", undefined, "30"],
  ["(1, 5, 30)[n]", 2, "30"],
  ["len([1, 2, 3])", undefined, "3"],
  ["not_a_number * 2", undefined, "unknown"],
];

describe("symbolic values", () => {
  for (const [source, attempt, expected] of TYPESCRIPT)
    it(`${source}${attempt === undefined ? "" : ` at ${attempt}`} is ${expected}`, () =>
      assert.equal(interval(ts(`use(${source})`), source, attempt), expected));
  for (const [source, attempt, expected] of PYTHON)
    it(`python: ${source}${attempt === undefined ? "" : ` at ${attempt}`} is ${expected}`, () =>
      assert.equal(interval(py(`use(${source})`), source, attempt), expected));

  const NAMED: [string, FileModel, string, number | undefined, string][] = [
    ["constants by name", ts(`const BASE = 250; const MAX = 60 * BASE; use(MAX)`), "MAX", undefined, "15000"],
    [
      "members of a constant object",
      ts(`const CONFIG = { retry: { base: 100 } } as const; use(CONFIG.retry.base)`),
      "CONFIG.retry.base",
      undefined,
      "100",
    ],
    ["a destructured constant", ts(`const { base } = { base: 7 }; use(base)`), "base", undefined, "7"],
    [
      "class constants",
      py(`class A:\n    BASE = 30\n    def f(self, n):\n        return self.BASE * 2 ** n\n`),
      "self.BASE * 2 ** n",
      2,
      "120",
    ],
    [
      "durations in seconds",
      py(`from datetime import timedelta\nuse(timedelta(minutes=2, seconds=5))`),
      "timedelta(minutes=2, seconds=5)",
      undefined,
      "125",
    ],
    [
      "durations of the datetime module",
      py(`import datetime\nuse(datetime.timedelta(hours=n))`),
      "datetime.timedelta(hours=n)",
      2,
      "7200",
    ],
    [
      "random library functions",
      py(`import random\nuse(random.uniform(1, 3))`),
      "random.uniform(1, 3)",
      undefined,
      "1..3",
    ],
    [
      "imported random functions",
      py(`from random import randint\nuse(randint(10, 30))`),
      "randint(10, 30)",
      undefined,
      "10..30",
    ],
    ["no name with two values", ts(`let base = 1; if (x) base = 2; use(base)`), "base", undefined, "unknown"],
    ["no parameter", ts(`function f(base: number) { use(base) }`), "base", undefined, "unknown"],
    [
      "no shadowed function",
      ts(`const Math = { min: () => 9 }; use(Math.min(1, 2))`),
      "Math.min(1, 2)",
      undefined,
      "unknown",
    ],
    [
      "no own function called min",
      py(`def min(a, b):\n    return 9\nuse(min(1, 2))`),
      "min(1, 2)",
      undefined,
      "unknown",
    ],
  ];
  for (const [name, model, source, attempt, expected] of NAMED)
    it(`folds ${name}`, () => assert.equal(interval(model, source, attempt), expected));

  it("stay small when names are used many times", () => {
    const lines = Array.from({ length: 40 }, (_, index) => `const x${index + 1} = x${index} + x${index};`);
    const started = performance.now();
    valueOf(ts(`const x0 = 1; ${lines.join(" ")} use(x40)`), "x40");
    assert.ok(performance.now() - started < 1_000);
  });

  it("end on a constant that refers to itself", () => {
    assert.equal(interval(ts(`const a = b + 1; const b = a + 1; use(a)`), "a"), "unknown");
  });

  it("are plain data", () => {
    const value = valueOf(ts(`use(Math.min(1000 * 2 ** n, cap))`), "Math.min(1000 * 2 ** n, cap)");
    assert.deepEqual(JSON.parse(JSON.stringify(value)), value);
  });

  it("answer whether a symbol occurs", () => {
    const value = valueOf(ts(`use(1000 * 2 ** n)`), "1000 * 2 ** n");
    assert.equal(mentions(value, "attempt"), true);
    assert.equal(mentions(value, "random"), false);
  });

  it("are rebuilt from the leaves up", () => {
    const value = rewrite(valueOf(ts(`use(1000 * 2 ** n)`), "1000 * 2 ** n"), part =>
      part.kind === "attempt" ? { kind: "constant", value: 3 } : part,
    );
    assert.equal(constantOf(value), 8000);
  });
});
