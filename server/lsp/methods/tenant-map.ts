import { basename } from "node:path";
import { digest } from "#machine/digest.ts";
import { LSPErrorCodes, ResponseError, type CancellationToken } from "vscode-languageserver";
import type { FilePlace } from "../../../rules/finding.ts";
import { isOwned, tenantMap as mapOf, type MappedQuery, type TenantTable } from "../../engine/tenant-map.ts";
import {
  clientText,
  ownershipPlace,
  ownershipText,
  rowSecurityText,
  scopeText,
  tableName,
  tenantText,
  unknownCount,
} from "../../engine/tenant-words.ts";
import type * as protocol from "../../protocol.ts";
import { toRange } from "../convert.ts";
import type { Folder } from "../folder.ts";
import type { Session } from "../session.ts";
import { uriOfPath } from "../uris.ts";

type PlaceOf = (place: FilePlace) => protocol.PlaceInFile;

/** Of all folders, from what is read already. From now on the client is told when the map may be another one. */
export async function tenantMap(
  session: Session,
  { known }: protocol.TenantMapParams,
  token: CancellationToken,
): Promise<protocol.TenantMapAnswer> {
  session.showsTenants = true;
  const abort = new AbortController();
  const listener = token.onCancellationRequested(() => abort.abort());
  const folders = [...session.folders.all()].sort((a, b) => (a.root < b.root ? -1 : 1));
  try {
    await session.unlessCancelled(Promise.all(folders.map(folder => folder.ready)), token);
    for (const folder of folders) await folder.prepareTenantMap(abort.signal);
  } finally {
    listener.dispose();
  }
  if (token.isCancellationRequested)
    throw new ResponseError(LSPErrorCodes.RequestCancelled, "The request was cancelled.");
  const answer = folders.map(folder => folderOf(folder, session));
  const revision = digest("sha1", JSON.stringify(answer));
  return { version: 1, revision, ...(revision === known ? {} : { folders: answer }) };
}

function folderOf(folder: Folder, session: Session): protocol.TenantFolder {
  const map = folder.engine.ask(mapOf);
  const placeOf = (place: FilePlace) => ({
    uri: session.uriOf(folder.absoluteOf(place.path)),
    range: toRange(place),
  });
  return {
    uri: uriOfPath(folder.root),
    name: basename(folder.root),
    columns: map.columns.map(column => column.name),
    reason: tenantText(map),
    tables: map.tables.filter(isOwned).map(table => tableOf(table, placeOf)),
  };
}

function tableOf(table: TenantTable, placeOf: PlaceOf): protocol.TenantTable {
  const rowSecurity = rowSecurityText(table);
  return {
    name: tableName(table),
    belongsBy: ownershipText(table),
    place: placeOf(ownershipPlace(table)),
    ...(rowSecurity === undefined ? {} : { rowSecurity }),
    scoped: table.scoped,
    open: table.open,
    unknown: unknownCount(table),
    queries: table.queries.map(query => queryOf(query, placeOf)),
  };
}

function queryOf(query: MappedQuery, placeOf: PlaceOf): protocol.TenantQuery {
  return {
    place: placeOf(query.at),
    operation: query.operation,
    scope: query.scope.kind,
    how: scopeText(query),
    client: clientText(query),
  };
}
