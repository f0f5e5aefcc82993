import type { DidChangeConfigurationParams } from "vscode-languageserver";
import { defaultSettings, type Settings } from "../../protocol.ts";
import type { Session } from "../session.ts";

export async function didChangeConfiguration(
  session: Session,
  { settings }: DidChangeConfigurationParams,
): Promise<void> {
  const pushed = (settings as { faultline?: Partial<Settings> } | null | undefined)?.faultline;
  await readSettings(session, pushed);
}

/** Asks the client, else takes what it pushed. A new preset means other findings, so its engines start anew. */
export async function readSettings(session: Session, pushed?: Partial<Settings>): Promise<void> {
  const { connection, features, folders } = session;
  const asked = features.configuration
    ? ((await connection.workspace.getConfiguration("faultline")) as Partial<Settings> | null)
    : pushed;
  if (!asked) return;
  const before = session.settings;
  session.settings = { ...defaultSettings, ...features.settings, ...asked };
  if (before.preset !== session.settings.preset) {
    const roots = folders.all().map(folder => folder.root);
    for (const root of roots) folders.remove(root);
    for (const open of session.documents.all()) open.analysed = undefined;
    for (const root of roots) session.addFolder(root);
  }
  session.publisher.schedule();
}
