import * as l10n from "@vscode/l10n";
import type { RetrySignal } from "../concepts/retry-signal/index.ts";
import type { Fix } from "../finding.ts";

/** Puts a handler first that lets one exception through, with its import. */
export function passOnException(signal: RetrySignal): Fix[] {
  const { exception, handler } = signal;
  if (handler.insertAt === undefined) return [];
  const { imported, name } = exception;
  const inner = handler.indent.includes("\t") ? `${handler.indent}\t` : `${handler.indent}    `;
  const text = `except ${name}:\n${inner}raise\n${handler.indent}`;
  return [
    {
      title: l10n.t("Let `{0}` through first", name),
      kind: "suggestion",
      edits: [
        ...(imported ? [{ start: imported.at.start, end: imported.at.start, text: `${imported.text}\n` }] : []),
        { start: handler.insertAt, end: handler.insertAt, text },
      ],
    },
  ];
}
