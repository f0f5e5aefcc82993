import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { Engine } from "../engine/engine.ts";
import { checkFix } from "../engine/fix-laws.ts";
import type { FixVerdict } from "../engine/fix-laws.ts";
import { UsageError } from "./usage-error.ts";

/** Tries every fix alone, in memory, and prints those that break a law. Exit code 1 when one does. */
export async function checkFixesCommand(folder: string, options: { rule: string[] }): Promise<number> {
  const root = resolve(folder);
  if (!existsSync(root) || !statSync(root).isDirectory()) throw new UsageError(`there is no folder ${folder}`);
  const engine = new Engine({
    root,
    preset: "audit",
    baseline: false,
    ...(options.rule.length > 0 ? { only: options.rule } : {}),
  });
  const { findings } = await engine.scan();
  const before = new Map(engine.allFindings().map(one => [one.path, one.findings]));
  const verdicts: FixVerdict[] = [];
  for (const finding of findings) {
    for (const fix of finding.fixes) verdicts.push(checkFix(engine, before, finding, fix));
  }
  process.stdout.write(table(verdicts));
  return verdicts.some(verdict => verdict.broken.length > 0) ? 1 : 0;
}

function table(verdicts: readonly FixVerdict[]): string {
  const rules = [...new Set(verdicts.map(one => one.finding.rule))].sort();
  const rows = rules.map(rule => {
    const own = verdicts.filter(one => one.finding.rule === rule);
    const count = (kind: string) => own.filter(one => one.fix.kind === kind).length;
    const broken = own.filter(one => one.broken.length > 0).length;
    return `${rule.padEnd(32)} ${String(count("safe")).padStart(6)} ${String(count("suggestion")).padStart(11)} ${String(broken).padStart(7)}`;
  });
  const failures = verdicts.flatMap(({ finding, fix, broken }) =>
    broken.map(law => `${finding.path}:${finding.line}:${finding.column} ${finding.rule} "${fix.title}": ${law}`),
  );
  return [
    `${"rule".padEnd(32)} ${"safe".padStart(6)} ${"suggestion".padStart(11)} ${"broken".padStart(7)}`,
    ...rows,
    ...failures,
    "",
  ].join("\n");
}
