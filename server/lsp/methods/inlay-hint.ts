import {
  LSPErrorCodes,
  ResponseError,
  type CancellationToken,
  type InlayHint,
  type InlayHintParams,
} from "vscode-languageserver";
import { queriesOnTenantTables, type PlacedQuery } from "../../engine/tenant-map.ts";
import { contains, endOfLine } from "../convert.ts";
import type { Session } from "../session.ts";
import { hintLabel, withDetail } from "../tenant-hint.ts";

/** What comes back when the client asks for the tooltip of a hint. */
export interface InlayHintData {
  uri: string;
  /** Offset of the query. */
  start: number;
}

/**
 * At the end of a line with a query on a tenant's table: how many of the queries on it are scoped. Waits for a pause in
 * typing, and never answers for another text than the client has: it moves the hints that it shows by itself.
 */
export async function inlayHint(
  session: Session,
  { textDocument, range }: InlayHintParams,
  token: CancellationToken,
): Promise<InlayHint[]> {
  const open = session.documents.get(textDocument.uri);
  if (open === undefined || !session.settings.inlayHints.tenants) return [];
  const asked = open.document;
  const folder = await session.folderOf(open.path, token);
  if (folder === undefined) return [];
  await session.unlessCancelled(session.typing.settled(open.path), token);
  if (open.document !== asked || open.analysed !== asked)
    throw new ResponseError(LSPErrorCodes.ContentModified, "The text changed.");
  const path = folder.pathOf(open.path);
  const hintOf = (placed: PlacedQuery): InlayHint[] => {
    const label = hintLabel(placed);
    const position = endOfLine(asked, placed.query.at.endLine);
    if (label === undefined || !contains(range, position)) return [];
    const data: InlayHintData = { uri: open.uri, start: placed.query.at.start };
    const hint: InlayHint = { position, label: [{ value: label }], paddingLeft: true, data };
    return [session.features.resolvesInlayHints ? hint : withDetail(hint, placed, { session, folder })];
  };
  return folder.engine.ask(project => queriesOnTenantTables(project, path)).flatMap(hintOf);
}
