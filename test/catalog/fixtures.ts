/** Reads fixtures: files with `expect:`, `ok:` and `todo-expect:` comments, alone or as a folder that is one project. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import type { Files } from "./run-rules.ts";

export interface Expectation {
  path: string;
  /** 1-based. */
  line: number;
  rule: string;
  messageId: string;
  level?: string;
}

export interface Fixture {
  name: string;
  rule: string;
  files: Files;
  /** Path → text after all fixes, for files that have a `.fixed` sibling. */
  fixed: Files;
  expected: Expectation[];
  /** Known misses: they must still be missed, else the annotation is out of date. */
  missed: Expectation[];
}

const root = new URL(".", import.meta.url).pathname;
const ANNOTATION = /(?:^|[\s#/*-])(todo-expect|expect|ok):\s*([\w-]+)(?:\/([\w-]+))?(?:\s+(error|warning|advice)\b)?/u;

export function readFixtures(): Fixture[] {
  const fixtures: Fixture[] = [];
  for (const family of folders(root))
    for (const rule of folders(join(root, family)))
      for (const entry of readdirSync(join(root, family, rule)).sort()) {
        if (entry.includes(".fixed.")) continue;
        const path = join(root, family, rule, entry);
        fixtures.push(
          fixture(
            rule,
            `${family}/${rule}/${entry}`,
            statSync(path).isDirectory() ? readFolder(path) : readAlone(path, entry),
          ),
        );
      }
  return fixtures;
}

export function fixture(rule: string, name: string, all: Files): Fixture {
  const files: Files = {};
  const fixed: Files = {};
  for (const [path, text] of Object.entries(all)) {
    if (path.includes(".fixed.")) fixed[path.replace(".fixed.", ".")] = text;
    else files[path] = text;
  }
  const annotations = Object.entries(files).flatMap(([path, text]) => annotationsOf(path, text));
  return {
    name,
    rule,
    files,
    fixed,
    expected: annotations.filter(one => one.kind === "expect"),
    missed: annotations.filter(one => one.kind === "todo-expect"),
  };
}

function annotationsOf(path: string, text: string): (Expectation & { kind: string })[] {
  const lines = text.split(/\r\n|\r|\n/u);
  return lines.flatMap((line, index) => {
    const found = ANNOTATION.exec(line);
    if (!found || !/(?:#|\/\/|\/\*|--)/u.test(line.slice(0, found.index + 1))) return [];
    const alone = /^\s*(?:#|\/\/|\/\*|--)/u.test(line);
    return [
      {
        kind: found[1]!,
        path,
        line: alone ? targetBelow(lines, index) : index + 1,
        rule: found[2]!,
        messageId: found[3] ?? "",
        ...(found[4] ? { level: found[4] } : {}),
      },
    ];
  });
}

/** The next line that is no annotation of its own. */
function targetBelow(lines: string[], index: number): number {
  let at = index + 1;
  while (at < lines.length && ANNOTATION.test(lines[at]!) && /^\s*(?:#|\/\/|\/\*|--)/u.test(lines[at]!)) at++;
  return at + 1;
}

function readAlone(path: string, entry: string): Files {
  const files: Files = { [entry]: readFileSync(path, "utf8") };
  const fixed = path.replace(/(\.\w+)$/u, ".fixed$1");
  try {
    files[entry.replace(/(\.\w+)$/u, ".fixed$1")] = readFileSync(fixed, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  return files;
}

function readFolder(folder: string): Files {
  const files: Files = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files[relative(folder, path).replaceAll("\\", "/")] = readFileSync(path, "utf8");
  }
  return files;
}

function folders(path: string): string[] {
  return readdirSync(path, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(entry => entry.name)
    .sort();
}
