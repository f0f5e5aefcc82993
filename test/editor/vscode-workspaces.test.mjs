import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import path from "node:path";
import { describe, it } from "mocha";
import { editorOn, writeFiles } from "./host/editor-run.mjs";
import { eventually } from "./host/eventually.mjs";
import { HOOKS, PUSH } from "./host/programs.mjs";

describe("a workspace of several folders in VS Code", () => {
  const editor = editorOn(twoPrograms);

  it("has each file judged by the configuration of its own folder", async () => {
    const { workbench } = editor;
    await workbench.openFile("strict.py");
    await workbench.squiggle("error");
    await workbench.openFile("lenient.py");
    await workbench.squiggle("info");
    await workbench.problems(rows => {
      assert.match(rows.join("\n"), /strict\.pyshop 3/u);
      assert.match(rows.join("\n"), /lenient\.pydesk 1/u);
    });
  });

  it("lists the findings of each folder below its name, and audits the one that is chosen", async () => {
    const { workbench } = editor;
    const { tree, pages } = workbench;
    await workbench.run("Faultline: Scan Workspace");
    await workbench.notification(/ in 4 files/u);
    await tree.open("Findings", rows => assert.deepEqual(rows.slice(0, 2), ["desk 3", "shop 5"]));
    await tree.spoken("desk", "desk, 1 error, 1 warning, 1 advice");
    await tree.unfold("shop", /^retries \d+$/mu);
    await editor.picture("folders");
    await workbench.run("Faultline: Audit Report");
    await eventually(() => workbench.list.choices(), ["shop", "desk"]);
    await editor.picture("folders-choice");
    await workbench.list.pick("desk");
    await workbench.tab("Audit of desk");
    await pages.text("Production readiness of desk", /nested\/hooks\.ts:5 The delay of/u);
    await editor.picture("folders-audit");
  });

  it("copies what an issue needs: where it runs, and a finding with its code", async () => {
    const { workbench } = editor;
    const { tree } = workbench;
    await workbench.run("Faultline: Scan Workspace");
    await workbench.notification(/ in 4 files/u);
    await eventually(async () => {
      await workbench.run("Faultline: Copy Debug Information");
      await workbench.notification(/Debug information is on the clipboard/u);
      return workbench.clipboard();
    }, /- Faultline \d[\s\S]*- Folder 2: files read: 2, skipped: 0; findings: 3/u);
    await workbench.run("Faultline: Group Findings by Rule");
    await tree.open("Findings", /^shop 5$/mu);
    await tree.unfold("shop", /^require-dead-letter 1$/mu);
    await tree.unfold("require-dead-letter", /^strict\.py:8/mu);
    await tree.choose("strict.py:8", "Copy for a Report of a False Positive");
    await workbench.notification(/The finding is on the clipboard/u);
    await eventually(
      () => workbench.clipboard(),
      text => {
        assert.match(text, /^`require-dead-letter`, advice[\s\S]*def push_lead[\s\S]*- Faultline \d/u);
        assert.doesNotMatch(text, /strict/u);
      },
    );
    await editor.picture("false-positive");
  });

  it("tells of a file which configuration it has", async () => {
    const { workbench } = editor;
    await workbench.openFile("lenient.py");
    await workbench.run("Faultline: Explain This File");
    await workbench.pages.text("Faultline on lenient.py", text => {
      assert.match(text, /Configuration: faultline\.json\./u);
      assert.match(text, /no-uncapped-backoff\s+off/u);
    });
    await editor.picture("explain-file");
  });
});

describe("a workspace that is not trusted in VS Code", () => {
  const editor = editorOn(repository, { trusted: false });

  it("is read all the same: findings, fixes, scan", async () => {
    const { workbench } = editor;
    await workbench.openFile("push.py");
    await workbench.squiggle("error");
    await eventually(() => workbench.statusBar(), /Restricted Mode/u);
    await workbench.goTo("60 * 2**");
    await editor.picture("restricted");
    await workbench.fixes.open("Cap the delay at 10 min");
    await workbench.fixes.choose("Cap the delay at 10 min");
    await workbench.waitForText("min(60 * 2**self.request.retries, 600)");
    await workbench.save();
    await workbench.run("Faultline: Scan Workspace");
    await workbench.notification(/ in 1 file/u);
  });

  it("is audited without asking its version control, which could run what its configuration names", async () => {
    const { workbench } = editor;
    await workbench.run("Faultline: Audit Report");
    await workbench.tab("Audit of ours");
    await workbench.pages.text("Production readiness of ours", text => {
      assert.match(text, /the CRM is ours/u);
      assert.doesNotMatch(text, /Ada/u);
    });
    await editor.picture("restricted-audit");
  });
});

function twoPrograms(folder) {
  writeFiles(folder, {
    "both.code-workspace": JSON.stringify({ folders: [{ path: "shop" }, { path: "desk" }] }),
    "shop/strict.py": PUSH,
    "shop/hooks.ts": HOOKS,
    "desk/faultline.json": JSON.stringify({
      rules: { "no-uncapped-backoff": "off", "require-retry-jitter": "off" },
    }),
    "desk/lenient.py": PUSH,
    "desk/nested/faultline.json": JSON.stringify({ rules: { "require-retry-jitter": "warning" } }),
    "desk/nested/hooks.ts": HOOKS,
  });
  return path.join(folder, "both.code-workspace");
}

/** Of which Ada committed a suppression. */
function repository(folder) {
  const ours = path.join(folder, "ours");
  const directive = "# faultline-disable-next-line require-retry-jitter -- the CRM is ours";
  writeFiles(ours, { "push.py": PUSH.replace("        raise", `        ${directive}\n        raise`) });
  const git = (...words) =>
    execFileSync("git", ["-c", "user.name=Ada", "-c", "user.email=ada@x.y", ...words], { cwd: ours });
  git("init", "-q", "-b", "main");
  git("add", ".");
  git("commit", "-q", "-m", "leads");
  return ours;
}
