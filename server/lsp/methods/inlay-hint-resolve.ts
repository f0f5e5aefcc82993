import type { CancellationToken, InlayHint } from "vscode-languageserver";
import { queriesOnTenantTables } from "../../engine/tenant-map.ts";
import { withDetail } from "../tenant-hint.ts";
import type { Session } from "../session.ts";
import type { InlayHintData } from "./inlay-hint.ts";

/** Adds the tooltip and the way to the other queries on the table. A hint of a text that is gone stays as it is. */
export async function inlayHintResolve(
  session: Session,
  hint: InlayHint,
  token: CancellationToken,
): Promise<InlayHint> {
  const { uri, start } = hint.data as InlayHintData;
  const open = session.documents.get(uri);
  const folder = open && (await session.folderOf(open.path, token));
  if (open === undefined || folder === undefined) return hint;
  const path = folder.pathOf(open.path);
  const queries = folder.engine.ask(project => queriesOnTenantTables(project, path));
  const placed = queries.find(one => one.query.at.start === start);
  return placed === undefined ? hint : withDetail(hint, placed, { session, folder });
}
