/**
 * Bundles everything that runs into dist/: the client for VS Code (CommonJS, as the editor loads it) and, sharing their
 * chunks, the language server, the command line, the worker and the ESLint plugin; in dist/browser/ client and server for
 * VS Code for the Web.
 */
import { build } from "esbuild";
import { chmod, copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { eslintWithoutDefaults } from "./eslint-without-defaults.mjs";
import { typescriptInParts } from "./typescript-in-parts.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = path.join(root, "dist");

/** What CommonJS packages inside an ES module still expect to find. */
const commonJsNames = [
  'import { createRequire as faultlineCreateRequire } from "node:module";',
  'import { fileURLToPath as faultlineFileURLToPath } from "node:url";',
  "const require = faultlineCreateRequire(import.meta.url);",
  "const __filename = faultlineFileURLToPath(import.meta.url);",
  'const __dirname = faultlineFileURLToPath(new URL(".", import.meta.url));',
].join("\n");

const shared = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  target: "node20",
  minify: true,
  metafile: true,
  legalComments: "none",
  logLevel: "warning",
  outdir: dist,
  // jsonc-parser's CommonJS build requires its parts by computed names.
  mainFields: ["module", "main"],
};

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });

const client = await build({
  ...shared,
  entryPoints: { client: "client/extension.ts" },
  format: "cjs",
  outExtension: { ".js": ".cjs" },
  external: ["vscode"],
});
const browser = await build({
  ...shared,
  platform: "browser",
  target: "es2022",
  outdir: path.join(dist, "browser"),
  entryPoints: { client: "client/extension-browser.ts" },
  format: "cjs",
  outExtension: { ".js": ".cjs" },
  external: ["vscode"],
});
const browserServer = await build({
  ...shared,
  platform: "browser",
  target: "es2022",
  mainFields: ["browser", "module", "main"],
  outdir: path.join(dist, "browser"),
  entryPoints: { server: "server/lsp/main-browser.ts" },
  format: "iife",
  alias: { "node:path": "path-browserify" },
  define: { "process.env": "{}" },
  // What is loaded only where there is a disk; that nothing else of Node is asked for is seen when the worker starts.
  external: ["node:*"],
  logOverride: { "empty-import-meta": "silent" },
  loader: { ".wasm": "binary" },
  plugins: [typescriptInParts(), eslintWithoutDefaults(), postgresWhenAsked(), wasmInsideTheBundle()],
});
const modules = await build({
  ...shared,
  entryPoints: {
    server: "server/lsp/main.ts",
    cli: "server/cli/main.ts",
    worker: "server/engine/worker.ts",
    eslint: "rules/index.ts",
  },
  format: "esm",
  splitting: true,
  chunkNames: "chunk-[hash]",
  banner: { js: commonJsNames },
  // As modules, of which only what is asked for is taken; in CommonJS all 70 are run at the start.
  alias: { yaml: path.join(root, "node_modules/yaml/browser/index.js") },
  plugins: [typescriptInParts(), eslintWithoutDefaults(), postgresWhenAsked(), wasmBesideTheBundle()],
});

const metafiles = [client, browser, browserServer, modules].map(({ metafile }) => metafile);
await copyFile(path.join(root, "server/engine/faultline.schema.json"), path.join(dist, "faultline.schema.json"));
await writeFile(path.join(dist, "THIRD-PARTY-LICENSES.txt"), await licences(metafiles));
await chmod(path.join(dist, "cli.js"), 0o755);
report(metafiles);

/** `libpg-query` starts its WebAssembly when it is imported; once bundled, when `loadModule` is called. */
function postgresWhenAsked() {
  const start = "const initPromise = PgQueryModule()";
  return {
    name: "postgres-when-asked",
    setup(esbuild) {
      esbuild.onLoad({ filter: /libpg-query[/\\]wasm[/\\]index\.js$/ }, async ({ path: file }) => {
        const text = await readFile(file, "utf8");
        if (!text.includes(start)) throw new Error("libpg-query no longer starts in the place where it did");
        const contents = text
          .replace(start, "let started; const begun = () => started ??= PgQueryModule()")
          .replaceAll("await initPromise", "await begun()");
        return { contents, loader: "js" };
      });
    },
  };
}

/** `libpg-query` reads its WebAssembly from its own folder; once bundled, that is the folder of the chunk it went into. */
function wasmBesideTheBundle() {
  return {
    name: "wasm-beside-the-bundle",
    setup(esbuild) {
      esbuild.onEnd(async result => {
        const wasm = createRequire(import.meta.url)
          .resolve("libpg-query")
          .replace(/index\.cjs$/u, "libpg-query.wasm");
        for (const [file, output] of Object.entries(result.metafile.outputs)) {
          if (!Object.keys(output.inputs).some(input => input.includes("libpg-query/wasm/libpg-query.js"))) continue;
          await copyFile(wasm, path.join(root, path.dirname(file), "libpg-query.wasm"));
        }
      });
    },
  };
}

/** A browser's worker knows no folder of its own, so the WebAssembly comes with the script. */
function wasmInsideTheBundle() {
  const place = "async function instantiateAsync(binary,binaryFile,imports){";
  return {
    name: "wasm-inside-the-bundle",
    setup(esbuild) {
      esbuild.onLoad({ filter: /libpg-query[/\\]wasm[/\\]libpg-query\.js$/ }, async ({ path: file }) => {
        const text = await readFile(file, "utf8");
        if (!text.includes(place)) throw new Error("libpg-query.js no longer has a place for its WebAssembly");
        return {
          contents: text.replace(
            place,
            `${place}return WebAssembly.instantiate(require("./libpg-query.wasm"),imports);`,
          ),
          loader: "js",
        };
      });
    },
  };
}

/** The licence of every package that went into a bundle, as they all ask for. */
async function licences(metafiles) {
  const inputs = metafiles.flatMap(metafile => Object.keys(metafile.inputs));
  const folders = inputs.flatMap(input => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/u.exec(input)?.[0] ?? []);
  const texts = [];
  for (const folder of [...new Set(folders)].sort()) {
    const manifest = JSON.parse(await readFile(path.join(root, folder, "package.json"), "utf8"));
    const file = (await readdir(path.join(root, folder))).find(name => /^(?:licen[cs]e|copying)/iu.test(name));
    const text =
      file === undefined ? `Licence: ${manifest.license}` : await readFile(path.join(root, folder, file), "utf8");
    texts.push(`${manifest.name} ${manifest.version}\n\n${text.trim()}\n`);
  }
  return texts.join(`\n${"─".repeat(80)}\n\n`);
}

function report(metafiles) {
  const outputs = metafiles.flatMap(metafile => Object.entries(metafile.outputs));
  const total = outputs.reduce((sum, [, output]) => sum + output.bytes, 0);
  for (const [file, output] of outputs.sort((a, b) => b[1].bytes - a[1].bytes)) {
    if (output.bytes >= 10_000) console.log(`${kilobytes(output.bytes)}  ${file}`);
  }
  console.log(`${kilobytes(total)}  in all, ${outputs.length} files`);
}

function kilobytes(bytes) {
  return `${Math.round(bytes / 1024)} kB`.padStart(9);
}
