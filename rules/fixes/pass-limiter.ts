import type { LimiterRepair } from "../concepts/rate-limiter/exposure.ts";
import type { Fix } from "../finding.ts";

/**
 * Gives a route the limiter that its siblings have; none where a decorator does not stand on lines of its own.
 *
 *     router.post("/reset", reset)   →   router.post("/reset", authLimiter, reset)
 */
export function passLimiter(repair: LimiterRepair, title: string, text: string): Fix | undefined {
  if (repair.kind === "insert")
    return { title, kind: "suggestion", edits: [{ start: repair.at, end: repair.at, text: `, ${repair.text}` }] };
  const line = text.lastIndexOf("\n", repair.name.start - 1) + 1;
  const indent = /^[ \t]*(?=(?:async\s+)?def\s)/u.exec(text.slice(line, repair.name.start))?.[0];
  if (indent === undefined) return undefined;
  return { title, kind: "suggestion", edits: [{ start: line, end: line, text: `${indent}${repair.text}\n` }] };
}
