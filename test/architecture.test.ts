import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

const root = new URL("..", import.meta.url).pathname;
const document = readFileSync(join(root, "ARCHITECTURE.md"), "utf8");

interface Import {
  from: string;
  to: string;
  typeOnly: boolean;
}

function sourceFiles(): string[] {
  return ["rules", "server", "client"].flatMap(top =>
    readdirSync(join(root, top), { recursive: true })
      .map(entry => `${top}/${String(entry).replaceAll("\\", "/")}`)
      .filter(path => path.endsWith(".ts")),
  );
}

function importsOf(path: string): Import[] {
  // Both implementations of a name of `#machine` are in one layer.
  const machine = relative(dirname(path), "server/engine/machine");
  const text = readFileSync(join(root, path), "utf8").replaceAll(
    '"#machine/',
    `"${machine.replace(/^(?!\.)/u, "./")}/`,
  );
  const found = [...text.matchAll(/^(?:import|export)\s+(type\s)?(?:[^"';]*?\sfrom\s+)?"(\.[^"]+)"/gmu)];
  const dynamic = [...text.matchAll(/import\(\s*"(\.[^"]+)"\s*\)/gu)].map(match => ["", undefined, match[1]!] as const);
  return [...found, ...dynamic].map(match => ({
    from: path,
    to: relative(root, join(root, dirname(path), match[2]!)).replaceAll("\\", "/"),
    typeOnly: match[1] !== undefined,
  }));
}

function layerOf(path: string): string {
  const [top, second, third] = path.split("/");
  if (top === "client") return "client";
  if (top === "server") return path === "server/protocol.ts" ? "server/protocol" : `server/${second}`;
  if (third !== undefined) return second!;
  return second === "index.ts" ? "plugin" : second!.replace(/\.ts$/u, "");
}

function section(name: string): string {
  return new RegExp(`<!-- ${name}:start -->([\\s\\S]*?)<!-- ${name}:end -->`, "u").exec(document)?.[1] ?? "";
}

/** Layer → what it may import; the value tells whether types only. */
function allowed(): Map<string, Map<string, boolean>> {
  const rows = [...section("imports").matchAll(/^\| ([\w/-]+) \| (.*?) ?\|$/gmu)].filter(
    row => !["layer", "---"].includes(row[1]!),
  );
  return new Map(
    rows.map(([, layer, list]) => [
      layer!,
      new Map(
        list!
          .split(",")
          .map(part => part.trim())
          .filter(Boolean)
          .map(part => [part.replace(" (types)", ""), part.endsWith("(types)")]),
      ),
    ]),
  );
}

describe("architecture", () => {
  const files = sourceFiles();
  const imports = files.flatMap(importsOf);

  it("has imports that point one way", () => {
    const table = allowed();
    const wrong = imports.filter(({ from, to, typeOnly }) => {
      const [layer, target] = [layerOf(from), layerOf(to)];
      if (layer === target) return false;
      const typesOnly = table.get(layer)?.get(target);
      return typesOnly === undefined || (typesOnly && !typeOnly);
    });
    assert.deepEqual(
      wrong.map(({ from, to }) => `${from} → ${to}`),
      [],
    );
  });

  it("lists only layers that exist", () => {
    const layers = new Set(files.map(layerOf));
    assert.deepEqual(
      [...allowed().keys()].filter(layer => !layers.has(layer)),
      [],
    );
  });

  it("has no rule that imports a rule", () => {
    const wrong = imports.filter(
      ({ from, to }) => /^rules\/catalog\/\w+\//u.test(from) && to.startsWith("rules/catalog/"),
    );
    assert.deepEqual(wrong, []);
  });

  it("imports eslint in one place", () => {
    const importers = files.filter(path =>
      /from "eslint(?:\/universal)?"/u.test(readFileSync(join(root, path), "utf8")),
    );
    assert.deepEqual(importers, ["server/engine/linter.ts"]);
  });

  it("does no input or output in the rules", () => {
    const wrong = files.filter(
      path =>
        path.startsWith("rules/") &&
        path !== DOCUMENTS &&
        /from "(?:node:|fs|path|child_process|os|http)|\bprocess\.|new Date\(|Date\.now\(/u.test(code(path)),
    );
    assert.deepEqual(wrong, []);
  });

  it("keeps files within 300 lines, or lists them", () => {
    const listed = new Set([...section("long-files").matchAll(/`([^`]+)`/gu)].map(match => match[1]!));
    const long = files.filter(path => {
      if (listed.has(path) || /^rules\/(?:libraries|languages\/\w+)\//u.test(path)) return false;
      return readFileSync(join(root, path), "utf8").split("\n").length - 1 > 300;
    });
    assert.deepEqual(long, []);
  });

  it("names files in kebab-case, after what they hold", () => {
    const wrong = files.filter(
      path =>
        !/^[a-z\d]+(?:-[a-z\d]+)*(?:\.d)?\.ts$/u.test(path.split("/").at(-1)!) ||
        /(?:utils?|helpers?|common|misc|manager)\.ts$/u.test(path),
    );
    assert.deepEqual(wrong, []);
  });
});

/** Source without comments and strings that merely name what is forbidden. */
/** The rules' documents as strings, with examples that look at the clock. */
const DOCUMENTS = "rules/catalog/documents.ts";

function code(path: string): string {
  return readFileSync(join(root, path), "utf8")
    .replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gmu, "")
    .replaceAll(/(["'`])(?:\\.|(?!\1)[^\\\n])*\1/gu, match =>
      /^["'](?:node:|fs$|path$|child_process|os$|http)/u.test(match) ? match : '""',
    );
}
