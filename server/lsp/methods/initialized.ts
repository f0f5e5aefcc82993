import * as l10n from "@vscode/l10n";
import {
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  WatchKind,
  type FileSystemWatcher,
} from "vscode-languageserver";
import type { Session } from "../session.ts";
import { readSettings } from "./did-change-configuration.ts";

export async function initialized(session: Session): Promise<void> {
  const { connection, features } = session;
  if (features.watchesFiles) {
    await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
  }
  if (features.registersConfiguration) {
    await connection.client.register(DidChangeConfigurationNotification.type, { section: "faultline" });
  }
  await readSettings(session);
  if (session.folders.all().length === 0) {
    session.status.tell({ state: "ready", reason: l10n.t("No folder is open; the program around each file is read.") });
  }
  session.publisher.schedule();
}

/** A folder that comes or goes may be told by its own name only, so each of these is listened to. */
const watchers: FileSystemWatcher[] = [
  "**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs,py,sql,prisma}",
  "**/{faultline.json,faultline.jsonc,.faultline.json,faultline.baseline.json,.gitignore,.faultlineignore}",
  "**/{package,package-lock,tsconfig,tsconfig.*,jsconfig,vercel,wrangler}.{json,jsonc}",
  "**/{pnpm-lock,pnpm-workspace,compose,compose.*,docker-compose,docker-compose.*}.{yml,yaml}",
  "**/{pyproject,wrangler}.toml",
  "**/{yarn.lock,poetry.lock,uv.lock,Pipfile,Pipfile.lock,Procfile,requirements*.txt,requirements*.in}",
  "**/requirements/*.{txt,in}",
  "**/.git/HEAD",
]
  .map((globPattern): FileSystemWatcher => ({ globPattern }))
  .concat({ globPattern: "**/*", kind: WatchKind.Create | WatchKind.Delete });
