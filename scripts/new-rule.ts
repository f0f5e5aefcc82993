/** `npm run new-rule <family>/<rule>`: the rule, its document and its first fixtures, ready to be filled. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const FAMILIES = ["retries", "tenancy", "limits", "idempotency", "transactions", "resilience"];

const root = process.env["FAULTLINE_ROOT"] ?? new URL("..", import.meta.url).pathname;
const [family, name] = (process.argv[2] ?? "").split("/");

if (!family || !name || !FAMILIES.includes(family) || !/^(?:no|require|prefer)-[a-z-]+$/u.test(name)) {
  console.error(
    `usage: npm run new-rule <family>/<rule>\n  family: ${FAMILIES.join(", ")}\n  rule: no-…, require-… or prefer-…, in kebab-case`,
  );
  process.exit(2);
}

const files: Record<string, string> = {
  [`rules/catalog/${family}/${name}.ts`]: ruleFile(family, name),
  [`rules/catalog/${family}/${name}.md`]: documentFile(),
  [`test/catalog/${family}/${name}/fault.py`]: `# A realistic file with the fault; mark its line.\n# expect: ${name}/found\n`,
  [`test/catalog/${family}/${name}/look-alike.py`]: `# The same shape without the fault, and why it is none.\n# ok: ${name} — \n`,
};

for (const path of Object.keys(files))
  if (existsSync(join(root, path))) {
    console.error(`${path} exists already`);
    process.exit(2);
  }

for (const [path, text] of Object.entries(files)) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  console.log(`wrote ${path}`);
}
console.log(
  "Next: paste real code into the fixtures, fill create(), write the document, then npm run generate && npm test.",
);

function ruleFile(familyName: string, ruleName: string): string {
  return `import { defineRule } from "../../define-rule.ts";

export default defineRule<"found">({
  family: "${familyName}",
  name: "${ruleName}",
  languages: ["typescript", "python"],
  description: "Finds …",
  level: "warning",
  fixable: false,
  messages: { found: "\`{{name}}\` …." },
  options: {},
  defaults: {},
  create(_context) {
    return {};
  },
});
`;
}

function documentFile(): string {
  const fence = "```";
  return `## Why

## Examples

${fence}py bad
${fence}

${fence}py good
${fence}

## Not reported

## References
`;
}
