import * as l10n from "@vscode/l10n";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { applyEdits, findNodeAtLocation, modify, parseTree } from "jsonc-parser";
import { Engine } from "../engine/engine.ts";
import { sightings, type Sighting, type Sightings } from "../engine/sightings.ts";
import { CONFIG_NAMES } from "../engine/source-names.ts";
import { unifiedDiff } from "./unified-diff.ts";
import { UsageError } from "./usage-error.ts";

/** How many of a kind are named; the rest is counted. */
const NAMED = 5;

/** Prints, or writes, a configuration that says aloud what the engine inferred; of one that is there, what it lacks. */
export async function initCommand(folder: string | undefined, options: { write?: boolean }): Promise<number> {
  const root = resolve(folder ?? ".");
  if (!existsSync(root) || !statSync(root).isDirectory())
    throw new UsageError(l10n.t("there is no folder {0}", String(folder)));
  const present = CONFIG_NAMES.find(name => existsSync(join(root, name)));
  const name = present ?? "faultline.json";
  const engine = new Engine({ root });
  await engine.index();
  const seen = engine.ask(sightings);
  engine.saveCache();
  const before = present === undefined ? undefined : readFileSync(join(root, name), "utf8");
  const after = before === undefined ? proposedConfig(seen) : completed(before, seen);
  if (after === before) process.stdout.write(`${l10n.t("{0} says all that can be proposed.", name)}\n`);
  else if (options.write) {
    writeFileSync(join(root, name), after);
    process.stdout.write(`${l10n.t("Wrote {0}", join(root, name))}\n`);
  } else process.stdout.write(before === undefined ? after : unifiedDiff(name, before, after));
  return 0;
}

/** What a team wrote stays as it is: a column that nobody named is added, and no other is taken away. */
function completed(text: string, { tenantColumns }: Sightings): string {
  const tree = parseTree(text);
  if (tree?.type !== "object" || tenantColumns.length === 0) return text;
  const path = ["tenancy", "columns"];
  if (findNodeAtLocation(tree, path) !== undefined) return text;
  return applyEdits(text, modify(text, path, tenantColumns, { formattingOptions: { insertSpaces: true, tabSize: 2 } }));
}

/** JSON with comments: each inferred value with what it rests on, and what may be added with what speaks for it. */
function proposedConfig(seen: Sightings): string {
  const { tenantColumns, globalTables, adminNames } = seen;
  const tenancy = [];
  if (globalTables.length > 0) {
    tenancy.push(
      `// ${l10n.t("Tables that belong to no tenant, as far as the schema tells. Named here they stay so, whatever is added.")}`,
      `// "globalTables": ${JSON.stringify(globalTables)},`,
    );
  }
  if (adminNames.length > 0) {
    tenancy.push(
      `// ${l10n.t("By their names these bypass row-level security. Named here that is sure, and findings on them are errors.")}`,
      `// "adminClients": ${JSON.stringify(adminNames.map(({ name }) => name))},`,
    );
  }
  tenancy.push(`// ${seen.reason}`);
  tenancy.push(
    tenantColumns.length > 0 ? `"columns": ${JSON.stringify(tenantColumns)}` : '// "columns": ["tenant_id"]',
  );
  return [
    "{",
    ...told(seen).map(line => `  // ${line}`),
    `  // "preset": "audit", ${l10n.t("shows advice on the command line too")}`,
    '  "tenancy": {',
    ...tenancy.map(line => `    ${line}`),
    "  },",
    '  "rules": {}',
    "}",
    "",
  ].join("\n");
}

/** What needs no configuration, so that whoever reads sees what was recognised, and what was not. */
function told({ adminClients, limiters, platforms }: Sightings): string[] {
  return [
    ...line(l10n.t("Clients with the service role are made at"), adminClients),
    ...line(l10n.t("Rate limiters"), limiters),
    ...line(l10n.t("Run more than once by"), platforms),
  ];
}

function line(what: string, seen: readonly Sighting[]): string[] {
  if (seen.length === 0) return [];
  const named = seen.slice(0, NAMED).map(({ name, times }) => (times > 1 ? `${name} ×${times}` : name));
  const rest = seen.length > NAMED ? [l10n.t("{0} more", seen.length - NAMED)] : [];
  return [`${what}: ${[...named, ...rest].join(", ")}`];
}
