import * as l10n from "@vscode/l10n";
import { existsSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Engine } from "../engine/engine.ts";
import { CONFIG_NAMES } from "../engine/source-names.ts";
import { UsageError } from "./usage-error.ts";

/** Prints, or writes, a configuration that says aloud what the engine inferred. */
export async function initCommand(folder: string | undefined, options: { write?: boolean }): Promise<number> {
  const root = resolve(folder ?? ".");
  if (!existsSync(root) || !statSync(root).isDirectory())
    throw new UsageError(l10n.t("there is no folder {0}", String(folder)));
  const present = CONFIG_NAMES.find(name => existsSync(join(root, name)));
  if (options.write && present) throw new UsageError(l10n.t("{0} is there already", present));
  const engine = new Engine({ root });
  await engine.index();
  const text = proposedConfig(engine);
  engine.saveCache();
  if (options.write) {
    writeFileSync(join(root, "faultline.json"), text);
    process.stdout.write(`${l10n.t("Wrote {0}", join(root, "faultline.json"))}\n`);
  } else process.stdout.write(text);
  return 0;
}

/** JSON with comments: each inferred value with what it rests on. */
function proposedConfig(engine: Engine): string {
  const { columns, reason } = engine.ask(({ tenant }) => ({
    columns: tenant.columns.filter(one => one.strength === "tenant").map(one => one.name),
    reason: tenant.reason,
  }));
  const tenancy =
    columns.length > 0
      ? ["  // " + reason, `  "tenancy": { "columns": ${JSON.stringify(columns)} },`]
      : ["  // " + reason, '  // "tenancy": { "columns": ["tenant_id"] },'];
  return [
    "{",
    `  // "preset": "audit", ${l10n.t("shows advice on the command line too")}`,
    ...tenancy,
    '  // "limits": { "limiterNames": ["checkRateLimit"] },',
    '  "rules": {}',
    "}",
    "",
  ].join("\n");
}
