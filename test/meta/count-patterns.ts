/**
 * Prints the patterns of the source that may take quadratic time, one a line. Runs as a process of its own: it listens to
 * every pattern that is built while the rules load and read the fixtures, and counting steps needs a deep stack.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { attacksOn } from "./attack-strings.ts";
import { countSteps } from "./pattern-steps.ts";

/** Characters; what is below four times the steps at half the length is linear, with bounds up to 200. */
const LENGTH = 800;
/** Below this, nothing is quadratic. */
const FEW_STEPS = 30 * LENGTH;
const MANY_STEPS = 300_000;

const root = new URL("../..", import.meta.url).pathname;
const patterns = new Map([...writtenPatterns(), ...(await builtPatterns())].map(one => [String(one), one]));
const slow = [...patterns.values()].filter(isSlow).map(String).sort();
console.log(JSON.stringify({ count: patterns.size, slow }));

function* writtenPatterns(): Generator<RegExp> {
  for (const folder of ["rules", "server", "client"])
    for (const name of readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })) {
      if (!name.endsWith(".ts")) continue;
      const text = readFileSync(join(root, folder, name), "utf8");
      yield* patternsIn(ts.createSourceFile(name, text, ts.ScriptTarget.Latest));
    }
}

function patternsIn(node: ts.Node): RegExp[] {
  if (ts.isRegularExpressionLiteral(node)) {
    const end = node.text.lastIndexOf("/");
    return [new RegExp(node.text.slice(1, end), node.text.slice(end + 1))];
  }
  const found: RegExp[] = [];
  ts.forEachChild(node, child => void found.push(...patternsIn(child)));
  return found;
}

/** What `new RegExp` is given anywhere in our own code: tables made of words, names of the scanned code. */
async function builtPatterns(): Promise<RegExp[]> {
  const built: RegExp[] = [];
  const plain = globalThis.RegExp;
  globalThis.RegExp = new Proxy(plain, {
    construct(target, given: [string, string?]) {
      const made = new target(...given);
      if (/\/(?:rules|server)\/[^\n]*\)?$/u.test(new Error().stack?.split("\n")[2] ?? "")) built.push(made);
      return made;
    },
  });
  try {
    await import("../../server/engine/engine.ts");
    const { readFixtures } = await import("../catalog/fixtures.ts");
    const { runRules } = await import("../catalog/run-rules.ts");
    const { rules } = await import("../../rules/catalog/index.ts");
    for (const { files } of readFixtures()) await runRules(files, rules);
  } finally {
    globalThis.RegExp = plain;
  }
  return built;
}

function isSlow(pattern: RegExp): boolean {
  return attacksOn(pattern).some(attack =>
    ["", "\u0001"].some(edge => {
      const steps = (length: number) =>
        countSteps(pattern, edge + attack.repeat(Math.ceil(length / attack.length)) + edge, MANY_STEPS);
      const all = steps(LENGTH);
      return all >= FEW_STEPS && all > 3 * steps(LENGTH / 2);
    }),
  );
}
