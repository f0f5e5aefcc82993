import type { DocumentFilter } from "vscode";

/** SQL dialects are separate languages in some editors. */
const languages = [
  "typescript",
  "typescriptreact",
  "javascript",
  "javascriptreact",
  "python",
  "sql",
  "postgres",
  "pgsql",
  "plpgsql",
];

export type Selector = { scheme: string; language?: string; pattern?: string }[] & DocumentFilter[];

/** Documents of other schemes, as of a comparison, are not those of a program. */
export function documentSelector(schemes: readonly string[]): Selector {
  return schemes.flatMap(scheme => [
    ...languages.map(language => ({ scheme, language })),
    { scheme, pattern: "**/wrangler.{toml,json,jsonc}" },
    { scheme, pattern: "**/{faultline.json,faultline.jsonc,.faultline.json}" },
  ]);
}
