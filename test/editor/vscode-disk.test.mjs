import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import { editorOn, project, until, writeFiles } from "./host/editor-run.mjs";
import { CALM_PUSH, HOOKS, PUSH } from "./host/programs.mjs";

describe("files that change outside of VS Code", function () {
  this.timeout(120_000);
  const editor = editorOn(twoBranches);

  it("on another branch have the findings of that branch, those of closed files too", async () => {
    const { workbench } = editor;
    await workbench.openFile("push.py");
    await workbench.squiggle("error");
    await workbench.run("Faultline: Scan Workspace");
    await workbench.notification(" in 3 files");
    await workbench.problems("closed.py");
    assert.deepEqual(await filesWithProblems(workbench), ["closed.py", "hooks.ts", "push.py"]);
    await editor.picture("branch-before");
    gitIn(editor.opened)("checkout", "-q", "calm");
    const expected = ["later.ts"];
    await until(async () => String(await filesWithProblems(workbench)) === String(expected), "the other branch's");
    const rows = await workbench.tree.open("Findings", "retries");
    assert.deepEqual(rows, ["retries 2"]);
    await editor.picture("branch-after");
    assert.equal(await workbench.badge("Faultline"), "2");
    await workbench.run("View: Show Explorer");
    gitIn(editor.opened)("checkout", "-q", "main");
    await until(async () => (await filesWithProblems(workbench)).length === 3, "the first branch's again");
    await until(async () => (await workbench.badge("Faultline")) === "6", "the badge of a view that is not on show");
  });

  it("take their findings with them when they are deleted, and bring them back", async () => {
    const { workbench } = editor;
    await workbench.openFile("hooks.ts");
    await workbench.squiggle("error");
    rmSync(editor.path("closed.py"));
    rmSync(editor.path("hooks.ts"));
    await until(
      async () => !String(await filesWithProblems(workbench)).includes("closed.py"),
      "the closed file's to go",
    );
    await editor.picture("deleted");
    await workbench.run("View: Close All Editors");
    await until(async () => String(await filesWithProblems(workbench)) === "push.py", "the closed tab's to go");
    writeFiles(editor.opened, { "moved.ts": HOOKS });
    await until(async () => String(await filesWithProblems(workbench)) === "moved.ts,push.py", "the new file's");
  });

  it("are found where their folder was moved", async () => {
    const { workbench } = editor;
    writeFiles(editor.opened, { "node_modules/parts/inner/far.ts": HOOKS });
    renameSync(editor.path("node_modules/parts"), editor.path("parts"));
    await until(async () => String(await filesWithProblems(workbench)) === "far.ts,moved.ts,push.py", "the folder's");
    renameSync(editor.path("parts"), editor.path("node_modules/parts"));
    await until(async () => String(await filesWithProblems(workbench)) === "moved.ts,push.py", "they went");
  });
});

describe("a long scan in VS Code", function () {
  this.timeout(120_000);
  const editor = editorOn(manyFilesIn);

  it("shows its progress and can be cancelled", async () => {
    const { workbench } = editor;
    await workbench.run("Faultline: Scan Workspace");
    assert.match(await workbench.notification(" of "), /\d+ of \d+ files/u);
    await editor.picture("scan-progress");
    await workbench.pressInNotification("Faultline", "Cancel");
    assert.match(await workbench.notification("Scan cancelled"), /Scan cancelled/u);
  });

  it("is over when the server is killed: the client starts another one, and nothing stale remains", async () => {
    const { workbench } = editor;
    await workbench.openFile("push_1.py");
    await workbench.squiggle("error");
    await workbench.run("Faultline: Scan Workspace");
    await workbench.notification(" of ");
    const [killed] = editor.server.processes("dist/server.js");
    process.kill(killed, "SIGKILL");
    rmSync(editor.path("push_0.py"));
    const next = () => editor.server.processes("dist/server.js").find(id => id !== killed);
    await until(next, "another server");
    await workbench.openFile("push_2.py");
    await workbench.squiggle("error");
    await workbench.goTo("max_retries=12");
    assert.match(await workbench.hover(), /push_lead is tried 13 times/u);
    await workbench.press("Escape");
    await workbench.run("Problems: Focus on Problems View");
    await until(async () => !(await workbench.problemRows()).join("\n").includes("push_0.py"), "the row to go");
  });
});

/** Names of the files in the Problems panel, which must be open. */
async function filesWithProblems(workbench) {
  const rows = await workbench.problemRows();
  const names = rows.flatMap(row => /^[\w.]+\.(?:py|ts)(?=\D*\d+$)/u.exec(row)?.[0] ?? []);
  return [...new Set(names)].sort();
}

function gitIn(folder) {
  const identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com"];
  return (...words) => execFileSync("git", [...identity, ...words], { cwd: folder, stdio: "pipe" });
}

/** On "main" three files have findings; on "calm" one of these is gone, two are mended and another one has some. */
function twoBranches(folder) {
  const program = path.join(folder, "program");
  const settings = JSON.stringify({ preset: "recommended" });
  writeFiles(program, { "faultline.json": settings, "push.py": PUSH, "closed.py": PUSH, "hooks.ts": HOOKS });
  const git = gitIn(program);
  git("init", "-q", "-b", "main");
  git("add", ".");
  git("commit", "-q", "-m", "leads");
  git("checkout", "-q", "-b", "calm");
  git("rm", "-q", "hooks.ts");
  writeFiles(program, { "push.py": CALM_PUSH, "closed.py": CALM_PUSH, "later.ts": HOOKS });
  git("add", ".");
  git("commit", "-q", "-m", "calm");
  git("checkout", "-q", "main");
  return program;
}

function manyFilesIn(folder) {
  const source = readFileSync(path.join(project, "test/demo/worker/crm_push.py"), "utf8");
  const large = path.join(folder, "large");
  writeFiles(large, Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`push_${index}.py`, source])));
  return large;
}
