import * as l10n from "@vscode/l10n";
import type { Fix, FilePlace, TextEdit } from "../finding.ts";

/**
 * Adds a middleware to a Python application above a statement that speaks of the same application, with its import above
 * another import. The two may stand in another file than the finding.
 */
export function installMiddleware(
  middleware: { module: string; name: string },
  app: string,
  statement: FilePlace,
  imported: FilePlace,
  path: string,
): Fix {
  const edit = (at: FilePlace, line: string): TextEdit => ({
    start: at.start,
    end: at.start,
    text: `${line}\n${" ".repeat(at.column - 1)}`,
    ...(at.path === path ? {} : { path: at.path }),
  });
  return {
    title: l10n.t("Install {0}", middleware.name),
    kind: "suggestion",
    edits: [
      edit(imported, `from ${middleware.module} import ${middleware.name}`),
      edit(statement, `${app}.add_middleware(${middleware.name})`),
    ],
  };
}
