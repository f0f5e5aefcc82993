/** The laws of fixes, tried on one fix in memory: it parses, silences its finding, adds no other, keeps comments, and is stable. */
import type { Finding, Fix } from "../../rules/finding.ts";
import { textsAfter } from "./apply-fixes.ts";
import type { Engine } from "./engine.ts";
import { syntaxOf } from "./syntax-of.ts";

export interface FixVerdict {
  finding: Finding;
  fix: Fix;
  /** The laws that it breaks, in words; empty for a good fix. */
  broken: string[];
}

/** Findings of every file, by path. */
export type FindingsByPath = ReadonlyMap<string, readonly Finding[]>;

/** `before` is what the engine finds now, with `finding` in it; the engine is left as it was. */
export function checkFix(engine: Engine, before: FindingsByPath, finding: Finding, fix: Fix): FixVerdict {
  const texts = textsAfter([{ finding, fix }], path => engine.textOf(path));
  if (texts.size === 0) return { finding, fix, broken: ["it changes nothing"] };
  const broken: string[] = [];
  for (const [path, text] of texts) broken.push(...syntaxFaults(path, engine.textOf(path)!, text));
  const previous = new Map([...texts.keys()].map(path => [path, engine.openText(path)]));
  try {
    for (const [path, text] of texts) engine.setDocument(path, text);
    broken.push(...findingFaults(engine, before, finding));
    broken.push(...stabilityFaults(engine, finding, fix));
  } finally {
    for (const [path, text] of previous) {
      if (text === undefined) engine.closeDocument(path);
      else engine.setDocument(path, text);
    }
  }
  return { finding, fix, broken };
}

function syntaxFaults(path: string, before: string, after: string): string[] {
  const [was, is] = [syntaxOf(path, before), syntaxOf(path, after)];
  const faults = is.problems > was.problems ? [`${path} no longer parses`] : [];
  const lost = was.comments.find(comment => !is.comments.includes(comment));
  if (lost !== undefined) faults.push(`it loses the comment "${lost.trim()}"`);
  return faults;
}

function findingFaults(engine: Engine, before: FindingsByPath, finding: Finding): string[] {
  const faults: string[] = [];
  const paths = new Set([...before.keys(), ...engine.paths()]);
  for (const path of paths) {
    const [was, is] = [before.get(path) ?? [], engine.findings(path).findings];
    for (const rule of new Set([...was, ...is].map(one => one.rule))) {
      const count = (findings: readonly Finding[]) => findings.filter(one => one.rule === rule).length;
      const isOwn = rule === finding.rule && path === finding.path;
      if (isOwn && count(is) >= count(was)) faults.push("its finding is still there");
      else if (count(is) > count(was)) faults.push(`it adds a finding of ${rule} in ${path}`);
    }
  }
  return faults;
}

/** Whoever applies the same fix again must not change the text again. */
function stabilityFaults(engine: Engine, finding: Finding, fix: Fix): string[] {
  // By place, not by fingerprint: of two equal findings the second takes the first one's fingerprint when that is gone.
  const start = placeAfter(finding, fix);
  const still = engine.findings(finding.path).findings.find(one => one.rule === finding.rule && one.start === start);
  const again = still?.fixes.find(one => one.title === fix.title);
  const changes =
    still && again ? textsAfter([{ finding: still, fix: again }], path => engine.textOf(path)) : new Map();
  return changes.size > 0 ? ["applied twice it changes the text twice"] : [];
}

/** Where the finding's first character stands after the fix. */
function placeAfter(finding: Finding, fix: Fix): number {
  const before = fix.edits.filter(edit => (edit.path ?? finding.path) === finding.path && edit.end <= finding.start);
  return before.reduce((at, edit) => at + edit.text.length - (edit.end - edit.start), finding.start);
}
