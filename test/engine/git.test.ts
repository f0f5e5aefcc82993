import assert from "node:assert/strict";
import { existsSync, renameSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { Git, GitError } from "../../server/engine/git.ts";
import { type Repository, repositoryWith } from "./repository.ts";
import { folderWith, write } from "./temporary-folder.ts";

/** With the files in a first commit. */
function repository(files: Record<string, string>): Repository {
  const made = repositoryWith(files);
  made.git("add", ".");
  made.git("commit", "-q", "-m", "first");
  return made;
}

describe("questions to git", () => {
  it("tells what changed: committed since, edited, and not tracked yet", () => {
    const { root, git } = repository({
      "a.ts": "1",
      "b.ts": "1",
      "c d#é.ts": "1",
      "same.ts": "1",
      ".gitignore": "*.log",
    });
    git("checkout", "-q", "-b", "work");
    write(root, "a.ts", "2");
    git("commit", "-q", "-am", "second");
    write(root, "c d#é.ts", "2");
    write(root, "new/one.ts", "1");
    write(root, "x.log", "1");
    assert.deepEqual(new Git(root).changedSince("main"), ["a.ts", "c d#é.ts", "new/one.ts"]);
    assert.deepEqual(new Git(root).changedSince("HEAD"), ["c d#é.ts", "new/one.ts"]);
  });

  it("looks from where the work began, not at what others did since", () => {
    const { root, git } = repository({ "a.ts": "1", "b.ts": "1" });
    git("checkout", "-q", "-b", "work");
    write(root, "a.ts", "2");
    git("commit", "-q", "-am", "mine");
    git("checkout", "-q", "main");
    write(root, "b.ts", "2");
    git("commit", "-q", "-am", "theirs");
    git("checkout", "-q", "work");
    assert.deepEqual(new Git(root).changedSince("main"), ["a.ts"]);
  });

  it("is relative to a folder of the repository, and leaves out what lies above", () => {
    const { root } = repository({ "web/a.ts": "1", "api/b.ts": "1" });
    write(root, "web/a.ts", "2");
    write(root, "api/b.ts", "2");
    assert.deepEqual(new Git(join(root, "web")).changedSince("HEAD"), ["a.ts"]);
  });

  it("names whoever wrote a line, and nobody for what is not committed", () => {
    const { root } = repository({ "a.ts": "1\n2\n" });
    write(root, "a.ts", "1\n3\n");
    assert.equal(new Git(root).authorOf("a.ts", 1), "Ada Lovelace");
    assert.equal(new Git(root).authorOf("a.ts", 2), undefined);
    assert.equal(new Git(root).authorOf("none.ts", 1), undefined);
  });

  it("runs nothing that the repository's configuration names", () => {
    const { root, git } = repository({ "a.ts": "1\n", ".gitattributes": "*.ts filter=trap diff=trap\n" });
    const trap = join(folderWith({}), "sprung");
    const command = `sh -c 'touch "${trap}"; cat'`;
    for (const name of ["core.fsmonitor", "diff.external", "diff.trap.textconv", "diff.trap.command", "core.pager"])
      git("config", name, command);
    for (const name of ["filter.trap.clean", "filter.trap.smudge", "filter.trap.process"]) git("config", name, command);
    git("config", "filter.trap.required", "true");
    write(root, "a.ts", "2\n");
    const asked = new Git(root);
    assert.deepEqual(asked.changedSince("HEAD"), ["a.ts"]);
    assert.equal(asked.authorOf("a.ts", 1), undefined);
    assert.ok(!existsSync(trap));
  });

  it("says so when there is no repository or no such revision", () => {
    const { root } = repository({ "a.ts": "1" });
    assert.throws(() => new Git(root).changedSince("nowhere"), GitError);
    assert.throws(() => new Git(root).changedSince("--output=x"), GitError);
    assert.ok(!existsSync(join(root, "x")));
    const bare = folderWith({ "a.ts": "1" });
    assert.throws(() => new Git(bare).changedSince("HEAD"), /not a git repository/u);
    assert.equal(new Git(bare).authorOf("a.ts", 1), undefined);
    renameSync(join(root, "a.ts"), join(root, "b.ts"));
    assert.deepEqual(new Git(root).changedSince("HEAD"), ["a.ts", "b.ts"]);
  });
});
