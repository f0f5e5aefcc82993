import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, it } from "mocha";
import { parse as parseToml } from "smol-toml";
import { parse } from "yaml";
import { meta } from "../../rules/index.ts";
import { folderWith } from "../engine/temporary-folder.ts";
import { runCli } from "./run-cli.ts";

const top = fileURLToPath(new URL("../..", import.meta.url));
const read = (name: string): unknown => parse(readFileSync(join(top, name), "utf8"));

interface Step {
  name?: string;
  uses?: string;
  run?: string;
  shell?: string;
  env?: Record<string, string>;
}

interface Action {
  inputs: Record<string, { description: string; default: string }>;
  runs: { using: string; steps: Step[] };
}

/** A program with one warning, and a folder for what stands in for `node`, which prints its arguments. */
function stage(): { root: string; bin: string } {
  const root = folderWith({ "a.ts": "f(); // faultline-disable-line nonsense -- why\n" });
  const bin = folderWith({ node: '#!/bin/sh\nprintf "%s\\0" "$@"\n' });
  chmodSync(join(bin, "node"), 0o755);
  return { root, bin };
}

/** The arguments that a step gives to the command line. */
function wordsOf({ run, env }: Step, inputs: Record<string, string>, bin: string): string[] {
  const given = Object.entries(env ?? {}).map(([name, value]) => {
    const input = /^\$\{\{ inputs\.([\w-]+) \}\}$/u.exec(value)![1]!;
    return [name, inputs[input]!];
  });
  const PATH = `${bin}${delimiter}${process.env["PATH"]}`;
  const environment = { ...process.env, PATH, GITHUB_ACTION_PATH: "/action", ...Object.fromEntries(given) };
  const said = execFileSync("bash", ["-eo", "pipefail", "-c", run!], { encoding: "utf8", env: environment });
  const [program, ...words] = said.split("\0").slice(0, -1);
  assert.equal(program, "/action/dist/cli.js");
  return words;
}

describe("integrations", function () {
  this.timeout(60_000);

  it("the set-up of every other editor starts the server", () => {
    const text = readFileSync(join(top, "docs/editors.md"), "utf8");
    const blocks = [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gmu)];
    const starts = blocks.map(([, language, code]) => [
      language,
      /"faultline",? "lsp",? "--stdio"|command = "faultline"\nargs = \["lsp", "--stdio"\]/u.test(code!),
    ]);
    assert.deepEqual(starts, [
      ["lua", true],
      ["lua", true],
      ["elisp", true],
      ["toml", true],
    ]);
    const [language] = (parseToml(blocks[3]![2]!) as { language: { "language-servers": string[] }[] }).language;
    assert.deepEqual(language!["language-servers"], ["typescript-language-server", "faultline"]);
  });

  it("the pre-commit hook runs a command line that is understood, once for the whole program", async () => {
    const [hook] = read(".pre-commit-hooks.yaml") as Record<string, unknown>[];
    assert.deepEqual(
      [hook!["id"], hook!["language"], hook!["pass_filenames"], hook!["require_serial"]],
      ["faultline", "node", false, true],
    );
    const [program, command, ...words] = String(hook!["entry"]).split(" ");
    assert.deepEqual([program, command], ["faultline", "scan"]);
    const root = folderWith({ "a.ts": "f();\n" });
    execFileSync("git", ["init", "-q"], { cwd: root });
    const { code, stderr } = await runCli("scan", ...words, "--no-cache", "--root", root);
    assert.deepEqual([code, stderr], [0, ""]);
  });

  it("the action's steps run command lines that are understood", async () => {
    const { inputs, runs } = read("action.yml") as Action;
    assert.equal(runs.using, "composite");
    assert.ok(runs.steps.every(({ run, shell, uses }) => (run ? shell === "bash" : /@v\d+$/u.test(uses!))));
    const defaults = Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.default]));
    const { root, bin } = stage();
    const step = (name: string) => runs.steps.find(one => one.name === name)!;
    const scan = wordsOf(step("Scan"), { ...defaults, path: root }, bin);
    assert.match((await runCli(...scan, "--no-cache")).stdout, /^::warning file=a\.ts,line=1,/u);
    const strict = wordsOf(step("Scan"), { ...defaults, path: root, "max-warnings": "0", since: "main" }, bin);
    const { code, stderr } = await runCli(...strict, "--no-cache");
    assert.equal(code, 2);
    assert.match(stderr, /^faultline: --since main: fatal: not a git repository/u);
    const sarif = wordsOf(step("Write SARIF"), { ...defaults, path: root }, bin);
    const file = join(root, "faultline.sarif");
    assert.equal(
      (await runCli(...sarif.map(word => (word === "faultline.sarif" ? file : word)), "--no-cache")).code,
      0,
    );
    assert.equal(JSON.parse(readFileSync(file, "utf8")).version, "2.1.0");
  });

  it("a release publishes the package that the tests ran on, under the version that its tag names", () => {
    const { jobs } = read(".github/workflows/release.yml") as { jobs: { release: { steps: Step[] } } };
    const { steps } = jobs.release;
    const runs = steps.flatMap(({ run }) => run ?? []);
    assert.equal(runs[0], ".ci/run");
    assert.match(runs[1]!, /package\.json.*GITHUB_REF_NAME/u);
    for (const command of runs.slice(2)) assert.match(command, /^npx .*publish .*dist\/faultline\.vsix$/u);
    const tokens = steps.flatMap(({ env }) => Object.entries(env ?? {}));
    assert.deepEqual(
      tokens,
      ["VSCE_PAT", "OVSX_PAT"].map(name => [name, `\${{ secrets.${name} }}`]),
    );
    const { version } = JSON.parse(readFileSync(join(top, "package.json"), "utf8")) as { version: string };
    assert.equal(meta.version, version);
  });

  it("no input of the action is part of a script, where it could run", () => {
    const { runs } = read("action.yml") as Action;
    assert.ok(runs.steps.every(({ run }) => !run?.includes("${{")));
    const { bin } = stage();
    const step = runs.steps.find(one => one.name === "Scan")!;
    const words = wordsOf(step, { path: "$(touch x)", preset: "`x`; x", since: "", "max-warnings": "" }, bin);
    assert.deepEqual(words, ["scan", "$(touch x)", "--preset", "`x`; x", "--format", "github"]);
  });
});
