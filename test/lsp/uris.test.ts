import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { pathOfUri, uriOfPath } from "../../server/lsp/uris.ts";

describe("URIs", () => {
  it("of one file give one path, however they are written", () => {
    const spellings = ["file:///c%3A/my%20app/a.ts", "file:///C:/my%20app/a.ts", "file:///c:/my app/./x/../a.ts"];
    assert.equal(new Set(spellings.map(pathOfUri)).size, 1);
    assert.equal(pathOfUri("file:///srv/app/"), pathOfUri("file:///srv/app"));
  });

  it("of other schemes, and what is no URI, have no path", () => {
    for (const uri of ["untitled:Untitled-1", "git:/a.ts?ref", "vscode-notebook-cell:/a.ipynb#1", "", "no uri"]) {
      assert.equal(pathOfUri(uri), undefined, uri);
    }
  });

  it("come back from a path", () => {
    assert.equal(pathOfUri(uriOfPath("/srv/my app/[id]/ü#1.ts")), "/srv/my app/[id]/ü#1.ts");
  });
});
