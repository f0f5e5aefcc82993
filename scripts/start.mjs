/** `npm start [-- folder]`: installs, builds, scans the folder or the demo, and says what to do next. Needs Node only. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { ensureInstalled, root } from "./install.mjs";

const asked = process.argv[2];
// npm runs scripts in the project's folder; the user's own is told apart.
const folder = asked === undefined ? path.join(root, "test/demo") : path.resolve(process.env.INIT_CWD ?? "", asked);

if (!existsSync(folder)) {
  console.error(`There is no folder ${folder}.`);
  process.exit(2);
}
ensureInstalled();
step("Building", process.execPath, [path.join(root, "scripts/build.mjs")]);

console.log(`Scanning ${asked === undefined ? "the demo in test/demo" : folder}\n`);
const cli = path.join(root, "dist/cli.js");
const { status } = spawnSync(process.execPath, [cli, "scan", folder, "--preset", "audit"], { stdio: "inherit" });
if (status !== 0 && status !== 1) process.exit(status ?? 2);

const again = asked === undefined ? "" : ` -- ${asked}`;
console.log(`
What next
  npm run editor${again}    see the same in VS Code, with fixes, hovers and the Problems panel
  npm start -- <folder>    scan a project of yours; nothing in it is executed or sent anywhere
  node dist/cli.js explain <rule>
`);

function step(title, command, args) {
  const start = Date.now();
  process.stdout.write(`${title} … `);
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: root, encoding: "utf8" });
  if (status === 0) {
    console.log(`${((Date.now() - start) / 1000).toFixed(1)} s`);
    return;
  }
  console.log("failed");
  console.error(error?.message ?? `${stdout}${stderr}`);
  process.exit(2);
}
