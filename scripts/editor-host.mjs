/** What the real-editor tests and `npm run editor` need on the machine. */
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));
export const vsix = path.join(root, "dist/faultline.vsix");
const host = path.join(root, "test/editor/host");
const web = path.join(root, "test/editor/web");

/** Runs a command of the project and ends this process with its exit code when it fails. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: "inherit", ...options });
  if (error) console.error(`${command}: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}

/** The VS Code server and the browser driver, from the lock file of their own folder. */
export function installHost() {
  if (process.platform !== "linux" || process.arch !== "x64") {
    console.error("The VS Code server of the tests runs on Linux on x64 only.");
    process.exit(1);
  }
  install(host);
}

/** VS Code for the Web, from the lock file of its own folder. */
export function installWeb() {
  install(web);
}

function install(folder) {
  const { dependencies } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
  const isThere = name => existsSync(path.join(folder, "node_modules", name));
  if (Object.keys(dependencies).every(isThere)) return;
  run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: folder });
}

/** Path of a program; installs the Debian package of that name when it is missing and that is allowed. */
export function program(...names) {
  const found = () => names.map(findInPath).find(Boolean);
  if (found() === undefined) installPackage(names[0]);
  return found();
}

/** Path of an Emacs with eglot, which is part of it since version 29. */
export function emacsWithEglot() {
  const emacs = program("emacs-nox", "emacs");
  const load = ["--batch", "-q", "--eval", "(progn (package-initialize) (require 'eglot))"];
  const hasEglot = () => emacs !== undefined && spawnSync(emacs, load, { stdio: "ignore" }).status === 0;
  if (emacs !== undefined && !hasEglot()) installPackage("elpa-eglot");
  return hasEglot() ? emacs : undefined;
}

/** Of Debian, where that is allowed. */
function installPackage(name) {
  if (process.getuid?.() !== 0 || findInPath("apt-get") === undefined) return;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  run("apt-get", ["update", "-qq"], { env });
  run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", name], { env, stdio: ["ignore", 1, 2] });
}

export function findInPath(name) {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  return folders.map(folder => path.join(folder, name)).find(isExecutable);
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
