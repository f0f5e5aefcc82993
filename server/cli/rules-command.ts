import picocolors from "picocolors";
import { directiveRules } from "../engine/directive-rules.ts";
import { descriptionOf } from "../engine/locale.ts";
import { loadKnowledge } from "../engine/knowledge.ts";

/** Lists all rules by family. */
export async function rulesCommand(options: { json?: boolean }): Promise<number> {
  const rules = [...(await loadKnowledge()).rules, ...directiveRules].map(rule => rule.definition);
  if (options.json) {
    const listed = rules.map(rule => ({
      rule: rule.name,
      family: rule.family,
      level: rule.level,
      languages: "languages" in rule ? rule.languages : ["typescript", "python", "sql"],
      fixable: "fixable" in rule ? rule.fixable : "safe",
      description: descriptionOf(rule),
    }));
    process.stdout.write(`${JSON.stringify(listed, undefined, 2)}\n`);
    return 0;
  }
  const colours = picocolors.createColors(picocolors.isColorSupported);
  const width = Math.max(...rules.map(rule => rule.name.length));
  for (const family of new Set(rules.map(rule => rule.family))) {
    process.stdout.write(`${colours.bold(family)}\n`);
    for (const rule of rules.filter(one => one.family === family)) {
      process.stdout.write(`  ${rule.name.padEnd(width)}  ${rule.level.padEnd(8)} ${descriptionOf(rule)}\n`);
    }
  }
  return 0;
}
