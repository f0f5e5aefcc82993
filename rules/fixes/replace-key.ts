import * as l10n from "@vscode/l10n";
import type { KeyRepair } from "../concepts/rate-limiter/limit-key.ts";
import type { Fix } from "../finding.ts";

/**
 * Lets a limiter count by what the client cannot choose:
 *
 *     forwarded.split(",")[0]     →   forwarded.split(",").slice(-1)[0]     (Python: [-1])
 *     app.set("trust proxy", true)   →   app.set("trust proxy", 1)
 */
export function replaceKey(repair: KeyRepair, path: string): Fix {
  switch (repair.kind) {
    case "takeLast": {
      const { start, end } = repair.at;
      const text = repair.python ? "[-1]" : ".slice(-1)[0]";
      return {
        title: l10n.t("Take the address that the nearest proxy wrote"),
        kind: "suggestion",
        edits: [{ start, end, text }],
      };
    }
    case "replace": {
      const { start, end } = repair.at;
      return { title: repair.title, kind: "suggestion", edits: [{ start, end, text: repair.text }] };
    }
    case "rename":
      return {
        title: l10n.t("Count by `{0}`", repair.name),
        kind: "suggestion",
        edits: repair.places.map(({ start, end }) => ({ start, end, text: repair.name })),
      };
    case "keyword": {
      const { start, end } = repair.at;
      const elsewhere = repair.at.path === path ? {} : { path: repair.at.path };
      return {
        title: l10n.t("Count all paths of a route together"),
        kind: "suggestion",
        edits: [{ start, end, text: repair.text, ...elsewhere }],
      };
    }
  }
}
