import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { analyse } from "../../rules/analyse.ts";
import { Project } from "../../rules/project/project.ts";
import type { FileSummary } from "../../rules/project/summary.ts";

describe("what is gathered from many files", () => {
  const file = (index: number, said: string): FileSummary => ({
    ...analyse(`${index}.ts`, ""),
    concepts: { Said: [{ start: 0, end: 0, said }] },
  });
  const saidIn = (one: FileSummary) => (one.concepts["Said"] as { said: string }[]).map(record => record.said);
  const files = Array.from({ length: 150 }, (_, index) => file(index, `${index}`));

  it("stands in the order of the files", () => {
    const project = Project.link(files);
    assert.deepEqual(
      project.gather("said", "Said", saidIn),
      files.map((_, index) => `${index}`),
    );
  });

  it("is as if made anew after an edit, of which the edited file alone was read", () => {
    const project = Project.link(files);
    const read: string[] = [];
    const gathered = () =>
      project.gather("said", "Said", one => {
        read.push(one.path);
        return saidIn(one);
      });
    gathered();
    assert.equal(read.splice(0).length, files.length);
    assert.ok(project.replace(file(70, "another")));
    const after = gathered();
    assert.deepEqual(read, ["70.ts"]);
    assert.deepEqual(
      after,
      files.map((_, index) => (index === 70 ? "another" : `${index}`)),
    );
  });
});
