/**
 * Small edits of projects. After one that leaves a file saying what it said, every finding stands, at other places
 * perhaps; after one that is silent, every finding stands as it is.
 */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { analyse } from "../../rules/analyse.ts";
import type { Finding } from "../../rules/finding.ts";
import { saysTheSame } from "../../rules/project/says-the-same.ts";
import type { FileSummary } from "../../rules/project/summary.ts";
import { Engine } from "../../server/engine/engine.ts";
import type { ScanResult } from "../../server/engine/scan-result.ts";
import { isSilentEdit } from "../../server/engine/silent-edit.ts";
import { projectsIn } from "./editing.ts";
import type { Source } from "./mutations.ts";
import { parametersOf, type Target } from "./target.ts";

interface Edit {
  file: number;
  /** Where, as a share of the text. */
  at: number;
  kind: "line" | "removal" | "word" | "blank";
  line: string;
}

const NOW = () => new Date("2026-01-01T00:00:00Z");
const LINES = ["", "// later", "# later", "  // later", "const later = 1;", "later = 1", "later();", "    pass"];

export const silence: Target = {
  name: "silence",
  async run(effort) {
    const edit: fc.Arbitrary<Edit> = fc.record({
      file: fc.nat(),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      kind: fc.constantFrom("line", "removal", "word", "blank"),
      line: fc.constantFrom(...LINES),
    });
    const projects = projectsIn(effort.sources);
    const others = fc.array(fc.constantFrom(...effort.sources), { maxLength: 2 });
    const start = fc.tuple(fc.constantFrom(...projects), others).map(([project, more]) => [...project, ...more]);
    const property = fc.asyncProperty(start, fc.array(edit, { minLength: 1, maxLength: 12 }), async (files, edits) => {
      effort.tick();
      const root = mkdtempSync(join(tmpdir(), "faultline-fuzz-"));
      try {
        await standing(root, files, edits);
      } finally {
        rmSync(root, { recursive: true, force: true });
      }
    });
    await fc.assert(property, parametersOf(effort));
  },
};

async function standing(root: string, files: readonly Source[], edits: readonly Edit[]): Promise<void> {
  const texts = new Map(files.map(file => [file.path, file.text]));
  const told = await scanned(root, texts);
  for (const edit of edits) {
    const path = [...texts.keys()][edit.file % texts.size]!;
    const text = edited(texts.get(path)!, edit);
    const [before, after] = [said(path, texts.get(path)!), said(path, text)];
    if (!saysTheSame(before, after)) continue;
    const now = await scanned(root, new Map([...texts, [path, text]]));
    assert.deepEqual(now.findings.map(withoutPlaces), told.findings.map(withoutPlaces), `${edit.kind} in ${path}`);
    if (isSilentEdit(before, after, told)) assert.deepEqual(now.findings, told.findings, `${edit.kind} in ${path}`);
  }
}

function edited(text: string, { at, kind, line }: Edit): string {
  const lines = text.split("\n");
  const index = Math.floor(at * lines.length);
  if (kind === "line") lines.splice(index, 0, line);
  if (kind === "removal") lines.splice(index, 1);
  if (kind === "word") {
    const words = text.match(/\w+/gu) ?? [];
    lines[index] = (lines[index] ?? "").replace(/\w+/u, words[Math.floor(at * 7919) % Math.max(1, words.length)] ?? "");
  }
  if (kind === "blank") lines[index] = (lines[index] ?? "").replace(" ", "   ");
  return lines.join("\n");
}

function said(path: string, text: string): FileSummary {
  return JSON.parse(JSON.stringify(analyse(path, text))) as FileSummary;
}

async function scanned(root: string, texts: ReadonlyMap<string, string>): Promise<ScanResult> {
  const engine = new Engine({ root, cache: false, workers: 0, preset: "audit", now: NOW });
  for (const [path, text] of texts) engine.setDocument(path, text);
  return engine.scan();
}

/** What a finding says but for where. */
function withoutPlaces({ rule, messageId, level, path, message, related }: Finding) {
  const unplaced = (text: string) => text.replaceAll(/\bline \d+/gu, "line").replaceAll(/@\d+/gu, "@");
  return {
    rule,
    messageId,
    level,
    path,
    message: unplaced(message),
    related: related.map(one => unplaced(one.message)),
  };
}
