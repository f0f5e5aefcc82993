import * as l10n from "@vscode/l10n";
import type { CancellationToken } from "vscode-languageserver";
import { whyNotHere as answerOf } from "../../engine/why-not-here.ts";
import type { LineParams, Markdown } from "../../protocol.ts";
import { whyNotHereText } from "../../reports/why-not-here-text.ts";
import type { Session } from "../session.ts";
import { pathOfUri } from "../uris.ts";

export async function whyNotHere(
  session: Session,
  { uri, line }: LineParams,
  token: CancellationToken,
): Promise<Markdown> {
  const path = pathOfUri(uri);
  const folder = path === undefined ? undefined : await session.folderOf(path, token);
  if (path === undefined || folder === undefined)
    return { markdown: `${l10n.t("The file lies outside of every folder of the workspace.")}\n` };
  const open = session.documents.at(path);
  if (open !== undefined) session.analyse(open);
  return { markdown: whyNotHereText(answerOf(folder.engine, folder.pathOf(path), line + 1)) };
}
