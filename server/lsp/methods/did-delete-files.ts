import type { DeleteFilesParams } from "vscode-languageserver";
import type { Session } from "../session.ts";
import { pathOfUri } from "../uris.ts";
import { applyChanges } from "./did-change-watched-files.ts";

export async function didDeleteFiles(session: Session, { files }: DeleteFilesParams): Promise<void> {
  const paths = files.flatMap(({ uri }) => pathOfUri(uri) ?? []);
  await applyChanges(
    session,
    paths.map(path => ({ path, type: "deleted" })),
  );
}
