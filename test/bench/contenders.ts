/** Faultline and the linters that it is measured against, each as the command that its user would run on a whole project. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Command } from "./measure.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
export const peersFolder = join(here, "peers");
export const cli = join(here, "..", "..", "dist", "cli.js");

export interface Contender {
  name: string;
  /** What it is asked to do. */
  does: string;
  command(folder: string): Command;
}

/** `cache` is a folder of its own, so that neither the user's cache nor the project is touched. */
export function faultline(cache: string): Contender {
  return {
    name: "Faultline",
    does: "all rules, preset audit",
    command: folder => ({
      file: process.execPath,
      args: [cli, "scan", folder, "--preset", "audit", "--format", "jsonl", "--cache-location", cache],
      cwd: folder,
    }),
  };
}

export const peers: readonly Contender[] = [
  {
    name: "oxlint",
    does: "its default rules",
    command: folder => ({ file: bin("oxlint"), args: ["--silent", folder], cwd: folder }),
  },
  {
    name: "Biome",
    does: "lint, its recommended rules",
    command: folder => ({
      file: bin("biome"),
      args: ["lint", "--max-diagnostics=1", `--config-path=${peersFolder}`, folder],
      cwd: folder,
    }),
  },
  {
    name: "ESLint",
    does: "typescript-eslint's parser and one rule",
    command: folder => ({
      file: process.execPath,
      args: [
        join(peersFolder, "node_modules", "eslint", "bin", "eslint.js"),
        "--config",
        join(peersFolder, "eslint.config.mjs"),
        "--quiet",
        folder,
      ],
      cwd: folder,
      env: { NODE_OPTIONS: "--max-old-space-size=6144" },
    }),
  },
];

/** CPython's own parser over the Python files of the folder: the floor for anything that reads Python. */
export const python: Contender = {
  name: "CPython ast.parse",
  does: "parses all Python files, nothing else",
  command: folder => ({ file: "python3", args: [join(here, "parse_all.py"), folder], cwd: folder }),
};

export function peersAreInstalled(): boolean {
  return existsSync(join(peersFolder, "node_modules", ".package-lock.json"));
}

function bin(name: string): string {
  return join(peersFolder, "node_modules", ".bin", name);
}
