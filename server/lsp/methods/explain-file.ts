import * as l10n from "@vscode/l10n";
import type { CancellationToken } from "vscode-languageserver";
import type { DocumentParams, Markdown } from "../../protocol.ts";
import { explanationText } from "../explanation-text.ts";
import type { Session } from "../session.ts";
import { pathOfUri } from "../uris.ts";

export async function explainFile(
  session: Session,
  { uri }: DocumentParams,
  token: CancellationToken,
): Promise<Markdown> {
  const path = pathOfUri(uri);
  if (path === undefined)
    return { markdown: `${l10n.t("Faultline reads files on disk only; this document is not one.")}\n` };
  const folder = await session.folderOf(path, token);
  if (folder === undefined)
    return { markdown: `${l10n.t("The file lies outside of every folder of the workspace.")}\n` };
  const open = session.documents.at(path);
  if (open !== undefined) session.analyse(open);
  return { markdown: explanationText(folder.engine.explainFile(folder.pathOf(path))) };
}
