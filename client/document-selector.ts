import type { DocumentFilter } from "vscode";

/** Only files on disk: other schemes have no project around them. SQL dialects are separate languages in some editors. */
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

export const documentSelector: { scheme: string; language?: string; pattern?: string }[] & DocumentFilter[] = [
  ...languages.map(language => ({ scheme: "file", language })),
  { scheme: "file", pattern: "**/wrangler.{toml,json,jsonc}" },
  { scheme: "file", pattern: "**/{faultline.json,faultline.jsonc,.faultline.json}" },
];
