import type { Finding, Fix } from "../../rules/finding.ts";
import { chooseFixes, textsAfter } from "./apply-fixes.ts";
import type { Engine } from "./engine.ts";

/** A fix may reveal another finding; more rounds than this mean that two fixes undo each other. */
const MAX_PASSES = 10;

export interface FixOutcome {
  /** Path → text before and after. */
  changes: Map<string, { before: string; after: string }>;
  applied: number;
  passes: number;
  /** False when the last pass still changed something. */
  stable: boolean;
}

/**
 * Fixes until nothing changes any more. The engine holds the new texts as documents; nothing is written.
 * `paths` says which files' findings are fixed, and `isMeant` which of them; `mayEdit` which files may be changed.
 */
export function fixUntilStable(
  engine: Engine,
  paths: readonly string[],
  kinds: ReadonlySet<Fix["kind"]>,
  mayEdit: (path: string) => boolean,
  isMeant: (finding: Finding) => boolean = () => true,
): FixOutcome {
  const changes: FixOutcome["changes"] = new Map();
  let applied = 0;
  for (let passes = 0; passes < MAX_PASSES; passes++) {
    const findings: Finding[] = paths.flatMap(path => engine.findings(path).findings).filter(isMeant);
    const chosen = chooseFixes(findings, kinds);
    const texts = textsAfter(chosen, path => (mayEdit(path) ? engine.textOf(path) : undefined));
    if (texts.size === 0) return { changes, applied, passes, stable: true };
    applied += chosen.filter(({ finding }) => texts.has(finding.path)).length;
    for (const [path, after] of texts) {
      changes.set(path, { before: changes.get(path)?.before ?? engine.textOf(path)!, after });
      engine.setDocument(path, after);
    }
  }
  return { changes, applied, passes: MAX_PASSES, stable: false };
}
