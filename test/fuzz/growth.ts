/**
 * Thousands of edits in one engine that lives on, as in an editor that stays open for weeks: names that come and go, files,
 * exports, configurations. What it holds in the end is no more than what it held on the way.
 */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { queryObjects, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { tenantMap } from "../../server/engine/tenant-map.ts";
import { Engine } from "../../server/engine/engine.ts";
import type { Source } from "./mutations.ts";
import type { Target } from "./target.ts";

const EDITS = 10_000;
const FILES = 60;
/** Share of the objects that may come on top in the second half: tables of answers are cleared when they are full. */
const TOLERATED = 0.01;
const MADE_AT_MOST = 5;
const CONFIG = "faultline.json";
/** After so many edits everything is asked for; after the others, the findings of the edited file. */
const ALL_EVERY = 25;
/** In the bodies of functions, so that the project is never linked anew and has to let go by itself … */
const INSIDE = ["call", "call", "call", "remove"] as const;
/** … and everything else that happens to a project. */
const ANYWHERE = [...INSIDE, "rename", "export", "close", "save", "save", "config", "create", "delete"] as const;

interface Step {
  kind: (typeof ANYWHERE)[number];
  /** Which file, and where in it, as a share. */
  file: number;
  at: number;
}

export const growth: Target = {
  name: "growth",
  async run({ seed, runs = EDITS, sources, tick }) {
    for (const kinds of [INSIDE, ANYWHERE]) {
      const step = fc.record({
        kind: fc.constantFrom<Step["kind"][]>(...kinds),
        file: fc.nat(FILES - 1),
        at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
      });
      const folder = mkdtempSync(join(tmpdir(), "faultline-growth-"));
      try {
        await live(folder, chosen(sources), fc.sample(step, { seed, numRuns: runs }), tick);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }
  },
};

/** From all over the sources, so that every family's concepts are met. */
function chosen(sources: readonly Source[]): Source[] {
  const code = sources.filter(isCode);
  const stride = Math.max(1, Math.floor(code.length / FILES));
  return code.filter((_, index) => index % stride === 0).slice(0, FILES);
}

const isCode = ({ path, text }: Source) => /\.(?:ts|tsx|py)$/u.test(path) && text.split("\n").length > 15;

async function live(folder: string, files: readonly Source[], steps: readonly Step[], tick: () => void): Promise<void> {
  const workspace = new Workspace(join(folder, "project"), files);
  const engine = new Engine({ root: workspace.root, cacheFolder: join(folder, "cache"), workers: 0, preset: "audit" });
  await engine.scan();
  const held: Held[] = [];
  const looks = [0.1, 0.5, 1].map(share => Math.ceil(steps.length * share));
  for (const [index, step] of steps.entries()) {
    engine.findings(workspace.take(step, index, engine));
    const isLook = looks.includes(index + 1);
    if (isLook) workspace.bringHome(engine);
    if (isLook || index % ALL_EVERY === 0) {
      engine.allFindings();
      engine.ask(tenantMap);
      engine.saveCache();
    }
    tick();
    if (isLook) held.push(await whatIsHeld());
  }
  const told = held.map(({ objects, mb }) => `${objects} objects, ${mb.toFixed(1)} MB`).join("; ");
  console.log(`      ${files.length} files hold ${told} after ${looks.join(", ")} edits`);
  const objects = held.map(one => one.objects);
  const end = objects.pop()!;
  assert.ok(end < Math.max(...objects) * (1 + TOLERATED), `memory grows: ${told} after ${looks.join(", ")} edits`);
}

/** Every edit is one of the original text, so that what the project consists of stays of one size. */
class Workspace {
  readonly root: string;
  readonly #files: readonly Source[];
  readonly #made: string[] = [];

  constructor(root: string, files: readonly Source[]) {
    this.root = root;
    this.#files = files;
    for (const { path, text } of files) this.#write(path, text);
  }

  /** Returns the path of the file that it was about. */
  take({ kind, file, at }: Step, index: number, engine: Engine): string {
    const { path, text } = this.#files[file % this.#files.length]!;
    if (kind === "close" || kind === "save") engine.closeDocument(path);
    if (kind === "save") this.#changed(engine, path, withCall(text, at, index));
    else if (kind === "config")
      this.#changed(engine, CONFIG, JSON.stringify({ tenancy: { columns: [`owner_${index}`] } }));
    else if (kind === "create" && this.#made.length < MADE_AT_MOST) {
      this.#made.push(join(dirname(path), `made_${index}_${path.slice(path.lastIndexOf("/") + 1)}`));
      this.#changed(engine, this.#made.at(-1)!, text);
    } else if (kind === "delete" && this.#made.length > 0) {
      this.#delete(engine, this.#made.shift()!);
    } else if (kind === "call" || kind === "remove" || kind === "rename" || kind === "export")
      engine.setDocument(path, edited(kind, path, text, at, index));
    return path;
  }

  /** Everything as it was in the beginning, so that what is held does not depend on the edits before a look. */
  bringHome(engine: Engine): void {
    for (const made of this.#made.splice(0)) this.#delete(engine, made);
    this.#delete(engine, CONFIG);
    for (const { path, text } of this.#files) {
      engine.closeDocument(path);
      this.#changed(engine, path, text);
    }
  }

  #delete(engine: Engine, path: string): void {
    rmSync(join(this.root, path), { force: true });
    engine.filesChanged([{ path, type: "deleted" }]);
  }

  #changed(engine: Engine, path: string, text: string): void {
    this.#write(path, text);
    engine.filesChanged([{ path, type: "changed" }]);
  }

  #write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }
}

function edited(
  kind: "call" | "remove" | "rename" | "export",
  path: string,
  text: string,
  at: number,
  index: number,
): string {
  switch (kind) {
    case "call":
      return withCall(text, at, index);
    case "remove":
      return text.split("\n").toSpliced(insideAt(text, at), 1).join("\n");
    case "rename": {
      const names = [...text.matchAll(/\b(?:function|def) (\w+)/gu)].map(match => match[1]!);
      const name = names[Math.floor(at * names.length)];
      return name === undefined ? text : text.replaceAll(name, `${name}_${index}`);
    }
    case "export":
      return `${text}\n${path.endsWith(".py") ? "" : "export const "}added_${index} = ${index}\n`;
  }
}

/** A statement with names that were never there, at the depth of the line before which it stands. */
function withCall(text: string, at: number, index: number): string {
  const line = insideAt(text, at);
  const lines = text.split("\n");
  const depth = /^\s*/u.exec(lines[line] ?? "")![0];
  return lines.toSpliced(line, 0, `${depth}later_${index}(thing_${index})`).join("\n");
}

function insideAt(text: string, at: number): number {
  const inside = [...text.split("\n").entries()].filter(([, line]) => /^\s+[a-z]/u.test(line)).map(([index]) => index);
  return inside[Math.floor(at * inside.length)] ?? 0;
}

interface Held {
  /** What is judged: the runtime goes on for a long time to compile and to drop code, which is most of what megabytes show. */
  objects: number;
  mb: number;
}

async function whatIsHeld(): Promise<Held> {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  // Several times, with the loop in between: code that is no longer run goes only after it has grown old.
  for (let round = 0; round < 8; round++) {
    collect();
    await new Promise(done => setImmediate(done));
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return { objects: queryObjects(Object, { format: "count" }), mb: (heapUsed + arrayBuffers) / 2 ** 20 };
}
