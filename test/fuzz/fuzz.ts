/**
 * `npm run fuzz -- --minutes N [--seed S] [--target name] [folder …]`: damages the fixtures, and the files of the folders,
 * until the time is over. A failure prints the smallest input that shows it, and the seed that finds it again.
 */
import { Command, InvalidArgumentError } from "commander";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import { analysis } from "./analysis.ts";
import { caches } from "./caches.ts";
import { editing } from "./editing.ts";
import { growth } from "./growth.ts";
import { largeTree } from "./large-tree.ts";
import { sourcesIn } from "./mutations.ts";
import { protocol } from "./protocol.ts";
import { silence } from "./silence.ts";
import { systematic } from "./systematic.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const TARGETS = [systematic, analysis, editing, silence, protocol, caches];
/** Not for a given time: one run, however long it takes. */
const ONCE = [largeTree, growth];

/** Characters of a failure on the screen: the damaged text in it can be as long as a file. */
const SHOWN = 2_000;

const positive = (value: string) => {
  if (!(Number(value) > 0)) throw new InvalidArgumentError("not a positive number");
  return Number(value);
};

const program = new Command("fuzz")
  .argument("[folders...]", "projects whose files are damaged too")
  .option("--minutes <count>", "how long, all targets together", positive, 1)
  .option("--seed <number>", "to see a failure again", positive, Math.floor(Math.random() * 2 ** 31))
  .option(
    "--target <name>",
    "only this one: systematic, analysis, editing, silence, protocol, caches, or once: tree (100,000 files), growth (10,000 edits)",
  );
program.parse();
const options = program.opts<{ minutes: number; seed: number; target?: string }>();

const targets =
  options.target === undefined ? TARGETS : [...TARGETS, ...ONCE].filter(target => target.name === options.target);
if (targets.length === 0) program.error(`there is no target ${options.target}`);
const sources = sourcesIn([`${root}test/catalog`, `${root}test/demo`, ...program.args]);
console.log(`${sources.length} files, seed ${options.seed}`);

// The user's own cache is none of this program's business.
process.env["XDG_CACHE_HOME"] = mkdtempSync(join(tmpdir(), "faultline-fuzz-cache-"));
let failed = false;
process.on("unhandledRejection", error => {
  failed = true;
  console.error("unhandled rejection:", error);
});
for (const target of targets) {
  let inputs = 0;
  const ms = (options.minutes * 60_000) / targets.length;
  try {
    await target.run({ seed: options.seed, ms, sources, tick: () => inputs++ });
    console.log(`${target.name}: ${inputs} inputs, nothing found`);
  } catch (error) {
    failed = true;
    console.error(`${target.name}: failed after ${inputs} inputs, --seed ${options.seed} --target ${target.name}`);
    const told = inspect(error, { maxStringLength: Infinity });
    const file = join(tmpdir(), `faultline-fuzz-${target.name}-${options.seed}.txt`);
    writeFileSync(file, told);
    console.error(`${told.slice(0, SHOWN)}\nThe whole of it is in ${file}`);
  }
}
rmSync(process.env["XDG_CACHE_HOME"], { recursive: true, force: true });
process.exitCode = failed ? 1 : 0;
