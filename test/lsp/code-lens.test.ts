import assert from "node:assert/strict";
import { afterEach, describe, it } from "mocha";
import type { CodeLens } from "vscode-languageserver";
import { pulling, TestEditor } from "./test-editor.ts";

/** Real rules: toy ones know no limiters. */
const known = { ruleDocuments: Promise.resolve({}) };

const LIMITS = `from slowapi import Limiter

limiter = Limiter(key_func=lambda request: request.state.account)
`;

const ORDERS = `from fastapi import APIRouter, Request

from limits import limiter

router = APIRouter()


@router.post("/orders")
@limiter.limit("5/minute")
def create(request: Request): ...


@router.get("/orders")
def find(request: Request): ...


@router.get("/orders/{order_id}")
def read(request: Request, order_id: str): ...
`;

const files = { "limits.py": LIMITS, "orders.py": ORDERS };
const titles = (lenses: CodeLens[]) => lenses.map(lens => `${lens.range.start.line}: ${lens.command?.title}`);

describe("code lens", function () {
  this.timeout(20_000);
  let editor: TestEditor;
  afterEach(() => editor.stop());

  it("above a limiter tells on how many routes it is enforced, and lists them", async () => {
    editor = await TestEditor.start(files, pulling, { known, commands: ["faultline.peekPlaces"] });
    await editor.open("limits.py");
    const lenses = await editor.codeLenses("limits.py");
    assert.deepEqual(titles(lenses), ["2: enforced on 1 of 3 routes", "2: 2 routes without it"]);
    const [enforced, without] = lenses.map(lens => lens.command);
    assert.equal(enforced?.command, "faultline.peekPlaces");
    assert.deepEqual(startsOf(enforced?.arguments?.[0]), ["orders.py:9"]);
    assert.deepEqual(startsOf(without?.arguments?.[0]), ["orders.py:13", "orders.py:17"]);
  });

  it("follows an edit of another file, before it is saved, and asks the client to look again", async () => {
    const refreshing = { ...pulling, workspace: { ...pulling.workspace, codeLens: { refreshSupport: true } } };
    editor = await TestEditor.start(files, refreshing, { known });
    await editor.open("limits.py");
    await editor.open("orders.py");
    const limited = '@router.get("/orders")\n@limiter.limit("9/minute")\n';
    await editor.change("orders.py", ORDERS.replace('@router.get("/orders")\n', limited));
    await shows(["2: enforced on 2 of 3 routes", "2: 1 route without it"]);
    const before = editor.lensRefreshes;
    await editor.change("orders.py", ORDERS.split("@router.get")[0]!);
    await shows(["2: enforced on its route"]);
    await editor.until(() => editor.lensRefreshes > before, "a refresh of lenses");

    async function shows(expected: string[]): Promise<void> {
      await editor.until(async () => titles(await editor.codeLenses("limits.py")).join() === expected.join());
    }
  });

  it("does not count a route below whose decorator the limiter should stand", async () => {
    const misplaced = ORDERS.replace(
      '@router.get("/orders")\n',
      '@limiter.limit("9/minute")\n@router.get("/orders")\n',
    );
    editor = await TestEditor.start({ ...files, "orders.py": misplaced }, pulling, { known });
    await editor.open("limits.py");
    assert.deepEqual(titles(await editor.codeLenses("limits.py")), [
      "2: enforced on 1 of 3 routes",
      "2: 2 routes without it",
    ]);
    await editor.open("orders.py");
    assert.deepEqual(await editor.codeLenses("orders.py"), []);
  });

  it("cannot be clicked where the client has no list to show", async () => {
    editor = await TestEditor.start(files, pulling, { known });
    await editor.open("limits.py");
    const [lens] = await editor.codeLenses("limits.py");
    assert.equal(lens?.command?.command, "");
  });

  it("says nothing of a limiter that stands on no route, nor where the setting is off", async () => {
    editor = await TestEditor.start({ "limits.py": LIMITS }, pulling, { known });
    await editor.open("limits.py");
    assert.deepEqual(await editor.codeLenses("limits.py"), []);
    await editor.stop();
    editor = await TestEditor.start(files, pulling, { known, settings: { codeLens: { enable: false } } });
    await editor.open("limits.py");
    assert.deepEqual(await editor.codeLenses("limits.py"), []);
  });
});

function startsOf(peek: { locations: { uri: string; range: { start: { line: number } } }[] }): string[] {
  return peek.locations.map(({ uri, range }) => `${uri.split("/").at(-1)}:${range.start.line}`);
}
