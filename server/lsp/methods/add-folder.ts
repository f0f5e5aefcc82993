import * as l10n from "@vscode/l10n";
import { ErrorCodes, ResponseError, type CancellationToken } from "vscode-languageserver";
import type { DocumentParams } from "../../protocol.ts";
import type { Session } from "../session.ts";
import { pathOfUri } from "../uris.ts";

/** Answers when the folder can be asked about. */
export async function addFolder(session: Session, { uri }: DocumentParams, token: CancellationToken): Promise<object> {
  const root = pathOfUri(uri);
  if (root === undefined)
    throw new ResponseError(ErrorCodes.InvalidParams, l10n.t("Only a folder on disk can be read."));
  session.addFolder(root);
  const folder = session.folders.all().find(one => one.root === root);
  await session.unlessCancelled(folder?.ready ?? Promise.resolve(), token);
  return {};
}
