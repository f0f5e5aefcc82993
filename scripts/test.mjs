/** `npm test`: format, lint, types, then every test that needs no browser. Ends with one line: N passed, N failed. */
import { spawn, spawnSync } from "node:child_process";
import { join } from "node:path";
import { ensureInstalled, root } from "./install.mjs";

ensureInstalled();
const failed = [];
const node = (script, ...words) => [process.execPath, [join(root, "node_modules", script), ...words]];

check("format", node("prettier/bin/prettier.cjs", "--check", "--log-level", "warn", "."));
check("lint", node("eslint/bin/eslint.js", ".", "--max-warnings", "0"));
check("types", node("typescript/bin/tsc", "-p", "."));
check("build", [process.execPath, [join(root, "scripts/build.mjs")]]);
const { passing, failing } = await mocha(process.argv.slice(2));
for (const name of failed) console.log(`failed: ${name}`);
console.log(`${passing + 4 - failed.length} passed, ${failing + failed.length} failed`);
process.exit(failed.length + failing > 0 || passing === 0 ? 1 : 0);

function check(name, [command, words]) {
  const start = Date.now();
  const { status, stdout, stderr } = spawnSync(command, words, { cwd: root, encoding: "utf8" });
  console.log(`${name}: ${status === 0 ? "ok" : "FAILED"} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
  if (status === 0) return;
  failed.push(name);
  console.log(stdout + stderr);
}

async function mocha(words) {
  const files = words.length > 0 ? words : ["test/**/*.test.ts"];
  const child = spawn(
    process.execPath,
    [join(root, "node_modules/mocha/bin/mocha.js"), "--parallel", "--jobs", "2", ...files],
    {
      cwd: root,
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  let output = "";
  child.stdout.on("data", chunk => {
    output += chunk;
    process.stdout.write(chunk);
  });
  const code = await new Promise(resolve => child.on("close", resolve));
  const count = word => Number(new RegExp(`^\\s*(\\d+) ${word}`, "mu").exec(output)?.[1] ?? 0);
  return { passing: count("passing"), failing: Math.max(count("failing"), code === 0 ? 0 : 1) };
}
