import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, it } from "mocha";
import { editorOn, project, writeFiles } from "./host/editor-run.mjs";
import { eventually } from "./host/eventually.mjs";
import { CALM_PUSH, HOOKS, PUSH } from "./host/programs.mjs";

describe("files that change outside of VS Code", () => {
  const editor = editorOn(twoBranches);
  const git = (...words) => gitIn(editor.opened)(...words);
  const filesAre = expected => eventually(() => filesWithProblems(editor.workbench), expected);

  beforeEach(async () => {
    const { workbench } = editor;
    git("checkout", "-q", "-f", "main");
    git("clean", "-fdq");
    await workbench.run("View: Close All Editors");
    await workbench.run("Faultline: Scan Workspace");
    await workbench.notification(/ in 3 files/u);
    await workbench.problems(/closed\.py/u);
    await filesAre(["closed.py", "hooks.ts", "push.py"]);
  });

  it("on another branch have the findings of that branch, those of closed files too", async () => {
    const { workbench } = editor;
    await workbench.openFile("push.py");
    await workbench.squiggle("error");
    await editor.picture("branch-before");
    git("checkout", "-q", "calm");
    await filesAre(["later.ts"]);
    await workbench.tree.open("Findings", ["retries 2"]);
    await editor.picture("branch-after");
    await eventually(() => workbench.badge("Faultline"), "2");
    await workbench.run("View: Show Explorer");
    git("checkout", "-q", "main");
    await filesAre(["closed.py", "hooks.ts", "push.py"]);
    // Of a view that is not on show.
    await eventually(() => workbench.badge("Faultline"), "6");
  });

  it("take their findings with them when they are deleted, and bring them back", async () => {
    const { workbench } = editor;
    await workbench.openFile("hooks.ts");
    await workbench.squiggle("error");
    rmSync(editor.path("closed.py"));
    rmSync(editor.path("hooks.ts"));
    // A tab still holds the other one.
    await filesAre(["hooks.ts", "push.py"]);
    await editor.picture("deleted");
    await workbench.run("View: Close All Editors");
    await filesAre(["push.py"]);
    writeFiles(editor.opened, { "moved.ts": HOOKS });
    await filesAre(["moved.ts", "push.py"]);
  });

  it("are found where their folder was moved", async () => {
    git("checkout", "-q", "calm");
    await filesAre(["later.ts"]);
    writeFiles(editor.opened, { "node_modules/parts/inner/far.ts": HOOKS });
    renameSync(editor.path("node_modules/parts"), editor.path("parts"));
    await filesAre(["far.ts", "later.ts"]);
    renameSync(editor.path("parts"), editor.path("node_modules/parts"));
    await filesAre(["later.ts"]);
  });

  it("are shown again by the server that takes over when the one that scanned them dies", async () => {
    const [server] = editor.server.processes("dist/server.js");
    process.kill(server, "SIGKILL");
    // Only the next one can tell of it.
    rmSync(editor.path("closed.py"));
    await filesAre(["hooks.ts", "push.py"]);
  });
});

describe("a long scan in VS Code", () => {
  const editor = editorOn(manyFilesIn);

  it("shows its progress and can be cancelled", async () => {
    const { workbench } = editor;
    await workbench.run("Faultline: Scan Workspace");
    await workbench.notification(/\d+ of \d+ files/u);
    await editor.picture("scan-progress");
    await workbench.pressInNotification("Faultline", "Cancel");
    await workbench.notification(/Scan cancelled/u);
  });

  it("is over when the server is killed: the client starts another one, and nothing stale remains", async () => {
    const { workbench } = editor;
    await workbench.openFile("push_1.py");
    await workbench.squiggle("error");
    await workbench.run("Faultline: Scan Workspace");
    await workbench.notification(/\d+ of \d+ files/u);
    const [killed] = editor.server.processes("dist/server.js");
    process.kill(killed, "SIGKILL");
    rmSync(editor.path("push_0.py"));
    const others = () => editor.server.processes("dist/server.js").filter(id => id !== killed);
    await eventually(others, ids => assert.equal(ids.length, 1));
    await workbench.openFile("push_2.py");
    await workbench.squiggle("error");
    await workbench.goTo("max_retries=12");
    await workbench.hover(/push_lead is tried 13 times/u);
    await workbench.press("Escape");
    await workbench.run("Problems: Focus on Problems View");
    await workbench.filterProblems("**/push_2.py", /^push_2\.py/u);
    await workbench.filterProblems("**/push_0.py", /^No results found/u);
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
