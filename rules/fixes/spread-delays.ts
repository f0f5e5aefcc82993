import * as l10n from "@vscode/l10n";
import type { RetryDelay } from "../concepts/retry/index.ts";
import type { Fix, TextEdit } from "../finding.ts";
import type { LanguageId } from "../ir/nodes.ts";

type Place = NonNullable<RetryDelay["jitterable"]>;

/**
 * Makes waits random between half of each and all of it: whatever its unit, and without passing a cap that is in it. Tests
 * that compare exact delays see the change.
 */
export function spreadDelays(delays: readonly RetryDelay[], language: LanguageId): Fix[] {
  const places = new Map(
    delays.flatMap(delay => (delay.jitterable ? [[delay.jitterable.place.start, delay.jitterable]] : [])),
  );
  if (places.size === 0 || delays.some(delay => !delay.jitterable)) return [];
  const [first] = places.values();
  const edits = [
    ...(first!.importing ? [first!.importing] : []),
    ...[...places.values()].flatMap(at => spread(at, language)),
  ];
  return [{ title: l10n.t("Wait between half of the delay and all of it, at random"), kind: "suggestion", edits }];
}

function spread(at: Place, language: LanguageId): TextEdit[] {
  const factor = language === "python" ? "random.uniform(0.5, 1)" : "(0.5 + Math.random() / 2)";
  const [before, after] = at.whole && language !== "python" ? ["Math.ceil(", ")"] : ["", ""];
  const [open, close] = at.parens ? ["(", ")"] : ["", ""];
  return [
    { start: at.place.start, end: at.place.start, text: `${before}${open}` },
    { start: at.place.end, end: at.place.end, text: `${close} * ${factor}${after}` },
  ];
}
