import assert from "node:assert/strict";

import type { Module } from "../../../rules/ir/nodes.ts";
import { childrenOf, walk } from "../../../rules/ir/walk.ts";
import { parsePython } from "../../../rules/languages/python/parse.ts";
import { samples } from "./samples.ts";

/** A shorter prefix may well be one hole. */
const FIRST_STATEMENT = 60;

describe("Python front end on broken and extreme text", () => {
  for (const [path, text] of Object.entries(samples)) {
    it(`reads ${path} whole without a problem`, () => {
      const module = parsePython(text, path);
      assert.deepEqual(module.problems, []);
      assertNested(module, text);
    });

    it(`reads every prefix of ${path}`, function () {
      this.timeout(60_000);
      for (let end = 0; end < text.length; end++) {
        const prefix = text.slice(0, end);
        const module = parsePython(prefix, path);
        assertNested(module, prefix);
        if (end > FIRST_STATEMENT) assert.ok(!isLost(module), `nothing left of the prefix that ends at ${end}`);
      }
    });

    it(`reads ${path} without any one of its words`, function () {
      this.timeout(60_000);
      for (const { index, 0: word } of text.matchAll(/\w+|[^\w\s]/g)) {
        const damaged = text.slice(0, index) + text.slice(index + word.length);
        const module = parsePython(damaged, path);
        assertNested(module, damaged);
        assert.ok(!isLost(module), `nothing left without ${word} at ${index}`);
      }
    });

    it(`reads ${path} with any one of its lines twice, and with each line alone`, function () {
      this.timeout(60_000);
      const lines = text.split("\n");
      for (const i of lines.keys()) {
        const doubled = [...lines.slice(0, i), lines[i], ...lines.slice(i)].join("\n");
        assertNested(parsePython(doubled, path), doubled);
        assertNested(parsePython(lines[i]!, path), lines[i]!);
      }
    });
  }

  const EXTREMES: [string, string][] = [
    ["nothing", ""],
    ["a byte order mark alone", "\ufeff"],
    ["blank lines", "\n\n  \n\t\n"],
    ["comments alone", "# a\n  # b"],
    ["500 nested parentheses", `before()\nx = ${"(".repeat(500)}1${")".repeat(500)}\nafter()\n`],
    ["5,000 open brackets", "(".repeat(5000)],
    ["5,000 lines that open a bracket", "x = (\n".repeat(5000)],
    ["5,000 closing brackets", ")".repeat(5000)],
    ["20,000 operands", `x = ${"a + ".repeat(20_000)}a`],
    ["20,000 conditions", `x = ${"a and ".repeat(20_000)}a`],
    ["20,000 comparisons", `x = ${"a < ".repeat(20_000)}a`],
    ["a chain of 5,000 calls", `x${".f()".repeat(5000)}`],
    ["5,000 elif", `if a: b\n${"elif a: b\n".repeat(5000)}`],
    ["200 nested blocks", Array.from({ length: 200 }, (_, i) => `${" ".repeat(i)}if a:\n`).join("")],
    ["500 nested lists", `${"[".repeat(500)}${"]".repeat(500)}`],
    ["an unclosed string", "x = '''\ndef f(): pass\n"],
    ["NUL characters", "x = 1\n\0\ny = 2\n"],
    ["lone surrogates", "x = '\ud800'\n\udc00 = 1\ny = 2\n"],
    ["TypeScript", "export const a = async () => { await b(`x${c}`); };\n"],
    ["bad numbers", "x = 0x\ny = 0b2\nz = 1__0\n"],
    ["Python 2", "print 'a'\nexec 'b'\ntry: a\nexcept A, e: b\nraise A, 'b'\n"],
    ["a line of 1,000,000 characters", `x = "${"a".repeat(1_000_000)}"\ny = (`],
  ];
  for (const [title, text] of EXTREMES) {
    it(`survives ${title}`, function () {
      this.timeout(30_000);
      assertNested(parsePython(text, "extreme.py"), text);
    });
  }

  it("keeps what stands around an expression that is nested too deeply", () => {
    const text = `before()\nx = ${"(".repeat(3000)}1${")".repeat(3000)}\nafter()\n`;
    const kinds = parsePython(text, "deep.py").body.map(statement => statement.kind);
    assert.deepEqual([kinds[0], kinds.at(-1)], ["expression", "expression"]);
  });
});

/** Every node lies in its parent and in the text, and knows its parent. */
function assertNested(module: Module, text: string): void {
  assert.equal(module.end, text.length);
  walk(module, node => {
    assert.ok(node.start <= node.end, `${node.kind} ends before it starts`);
    for (const child of childrenOf(node)) {
      assert.equal(child.parent, node);
      if (child.start < node.start || child.end > node.end) {
        const where = `${child.kind} ${child.start}-${child.end} in ${node.kind} ${node.start}-${node.end}`;
        assert.fail(
          `${where}: ${JSON.stringify(text.slice(Math.max(0, node.start - 40), node.end + 40).slice(0, 400))}`,
        );
      }
    }
  });
}

function isLost(module: Module): boolean {
  return module.body.length === 1 && module.body[0]!.kind === "hole" && module.problems[0]?.start === 0;
}
