/**
 * Scans all unpacked repositories of a folder, named `<owner>+<repo>@<commit>`, in one process, and writes their findings
 * with repository and commit as JSON lines: `score-corpus.ts <folder> <out.jsonl> [--only <substring>] [--preset audit]`.
 */
import { appendFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { Engine } from "../server/engine/engine.ts";
import { contractOf } from "../server/reports/jsonl.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: "string", default: "" },
    preset: { type: "string", default: "audit" },
    rule: { type: "string", multiple: true },
    "no-cache": { type: "boolean", default: false },
  },
});
const [folder, out] = positionals;
if (folder === undefined || out === undefined || !["audit", "recommended"].includes(values.preset)) {
  console.error(
    "usage: score-corpus.ts <folder> <out.jsonl> [--only <substring>] [--preset audit|recommended] [--rule <rule>] [--no-cache]",
  );
  process.exit(2);
}

writeFileSync(out, "");
const names = readdirSync(folder).filter(name => /^[^+]+\+.+@[0-9a-f]+$/u.test(name) && name.includes(values.only));
for (const name of names.sort()) {
  const root = join(resolve(folder), name);
  if (!statSync(root).isDirectory()) continue;
  const [, owner, repository, commit] = /^([^+]+)\+(.+)@([0-9a-f]+)$/u.exec(name)!;
  const start = process.cpuUsage();
  const preset = values.preset as "audit" | "recommended";
  const engine = new Engine({
    root,
    preset,
    cache: !values["no-cache"],
    ...(values.rule ? { only: values.rule } : {}),
  });
  const { findings, notes, skipped, stats } = await engine.scan();
  const lines = findings.map(finding =>
    JSON.stringify({ repo: `${owner}/${repository}`, commit, ...contractOf(finding) }),
  );
  appendFileSync(out, lines.map(line => `${line}\n`).join(""));
  const cpu = process.cpuUsage(start);
  const phases = Object.entries(stats.ms).map(([phase, ms]) => `${phase} ${(ms / 1000).toFixed(1)}`);
  console.log(
    `${name}: ${stats.files} files (${stats.parsed} analysed), ${findings.length} findings, ${notes.length} notes, ${skipped.length} skipped; ` +
      `${phases.join(", ")} s; CPU ${((cpu.user + cpu.system) / 1e6).toFixed(1)} s`,
  );
  for (const note of notes.slice(0, 5))
    console.log(`  note: ${note.path ?? ""} ${note.rule ?? ""} ${note.message.slice(0, 200)}`);
}
