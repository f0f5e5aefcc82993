/**
 * A small project under edits: typing, closing without saving, saving, deleting, renaming, branches switched. After every
 * step the engine that lived through it says what a new engine says that sees the same texts for the first time.
 */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { Engine } from "../../server/engine/engine.ts";
import { damaged, type Source } from "./mutations.ts";
import { parametersOf, type Target } from "./target.ts";

interface Step {
  /** nudge: a line is put into what the file holds, as when someone types. */
  kind: "nudge" | "type" | "close" | "write" | "delete" | "rename" | "switch";
  /** Which of the files, as a number that is taken modulo their count. */
  file: number;
  source: Source;
  /** Of a nudge: where, as a share of the file's lines, and what. */
  at: number;
  line: string;
}

const NOW = () => new Date("2026-01-01T00:00:00Z");
const MAX_STEPS = 8;
const LINES = [
  "",
  "// later",
  "# later",
  "const later = 1;",
  "later = 1",
  "return null;",
  "    pass",
  "import later from 'later';",
];

export const editing: Target = {
  name: "editing",
  async run(effort) {
    const stray = fc.array(damaged(effort.sources), { maxLength: 2 });
    const start = fc
      .tuple(fc.constantFrom(...projectsIn(effort.sources)), stray)
      .map(([project, others]) => [...project, ...others]);
    const step: fc.Arbitrary<Step> = fc.record({
      kind: fc.oneof(
        { weight: 3, arbitrary: fc.constant("nudge" as const) },
        { weight: 1, arbitrary: fc.constantFrom("type", "close", "write", "delete", "rename", "switch") },
      ),
      file: fc.nat(),
      source: damaged(effort.sources),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      line: fc.constantFrom(...LINES),
    });
    const property = fc.asyncProperty(
      start,
      fc.array(step, { minLength: 1, maxLength: MAX_STEPS }),
      async (files, steps) => {
        effort.tick();
        const root = mkdtempSync(join(tmpdir(), "faultline-fuzz-"));
        try {
          await live(root, files, steps);
        } finally {
          rmSync(root, { recursive: true, force: true });
        }
      },
    );
    await fc.assert(property, parametersOf(effort));
  },
};

/** Files that stand in one folder of their own, and so belong together. */
export function projectsIn(sources: readonly Source[]): Source[][] {
  const projects = new Map<string, Source[]>();
  for (const source of sources) {
    const folder = source.path.split("/").slice(0, 3).join("/");
    projects.set(folder, [...(projects.get(folder) ?? []), source]);
  }
  return [...projects.values()];
}

async function live(root: string, files: readonly Source[], steps: readonly Step[]): Promise<void> {
  const open = new Map<string, string>();
  const paths = [...new Set(files.map(file => file.path))];
  for (const file of files) write(root, file.path, file.text);
  const engine = new Engine({ root, cache: false, workers: 0, preset: "audit", now: NOW });
  await engine.scan();
  for (const step of steps) {
    await take(step, engine, root, paths, open);
    assert.deepEqual(findingsOf(engine), await fresh(root, open), `after ${step.kind}`);
  }
}

async function take(
  step: Step,
  engine: Engine,
  root: string,
  paths: string[],
  open: Map<string, string>,
): Promise<void> {
  const path = paths[step.file % paths.length]!;
  switch (step.kind) {
    case "nudge": {
      const lines = (
        open.get(path) ?? (existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : "")
      ).split("\n");
      lines.splice(Math.floor(step.at * lines.length), 0, step.line);
      open.set(path, lines.join("\n"));
      return engine.setDocument(path, open.get(path)!);
    }
    case "type":
      open.set(path, step.source.text);
      return engine.setDocument(path, step.source.text);
    case "close":
      if (open.delete(path)) engine.closeDocument(path);
      return;
    case "write":
      write(root, path, step.source.text);
      return engine.filesChanged([{ path, type: "changed" }]);
    case "delete":
      rmSync(join(root, path), { force: true });
      return engine.filesChanged([{ path, type: "deleted" }]);
    case "rename": {
      if (!existsSync(join(root, path))) return;
      const to = join(dirname(path), `moved-${paths.length}-${path.slice(path.lastIndexOf("/") + 1)}`);
      renameSync(join(root, path), join(root, to));
      paths.push(to);
      return engine.filesChanged([
        { path, type: "deleted" },
        { path: to, type: "created" },
      ]);
    }
    case "switch":
      for (const one of paths) write(root, one, step.source.text);
      return engine.filesChanged(paths.map(one => ({ path: one, type: "changed" })));
  }
}

async function fresh(root: string, open: ReadonlyMap<string, string>) {
  const engine = new Engine({ root, cache: false, workers: 0, preset: "audit", now: NOW });
  for (const [path, text] of open) engine.setDocument(path, text);
  await engine.scan();
  return findingsOf(engine);
}

function findingsOf(engine: Engine) {
  return engine.allFindings().filter(({ findings, notes }) => findings.length + notes.length > 0);
}

function write(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
