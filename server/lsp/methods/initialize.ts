import {
  CodeActionKind,
  TextDocumentSyncKind,
  type FileOperationRegistrationOptions,
  type InitializeParams,
  type InitializeResult,
} from "vscode-languageserver";
import { useLocale } from "../../engine/locale.ts";
import type { ClientOptions } from "../../protocol.ts";
import { fixAllKind } from "../actions/fix-actions.ts";
import type { Session } from "../session.ts";
import { pathOfUri } from "../uris.ts";

/** Folders are added here, not after `initialized`, so that a document opened right away finds its own. */
export function initialize(session: Session, params: InitializeParams): InitializeResult {
  useLocale(params.locale, (params.initializationOptions as ClientOptions | undefined)?.texts);
  session.initialize(params);
  const roots = rootsOf(params);
  session.hasFolders = roots.length > 0;
  for (const root of roots) session.addFolder(root);
  return {
    serverInfo: { name: "Faultline" },
    capabilities: {
      positionEncoding: "utf-16",
      textDocumentSync: {
        openClose: true,
        change: TextDocumentSyncKind.Incremental,
        save: { includeText: false },
      },
      hoverProvider: true,
      codeLensProvider: { resolveProvider: false },
      inlayHintProvider: { resolveProvider: true },
      codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, fixAllKind] },
      ...(session.features.pullsDiagnostics
        ? { diagnosticProvider: { identifier: "faultline", interFileDependencies: true, workspaceDiagnostics: true } }
        : {}),
      workspace: {
        workspaceFolders: { supported: true, changeNotifications: true },
        fileOperations: { didRename: everything, didDelete: everything },
      },
    },
  };
}

const everything: FileOperationRegistrationOptions = { filters: [{ scheme: "file", pattern: { glob: "**/*" } }] };

/** Older clients know one root, as a URI or a path. */
function rootsOf({ workspaceFolders, rootUri, rootPath }: InitializeParams): string[] {
  if (workspaceFolders && workspaceFolders.length > 0) {
    return workspaceFolders.flatMap(({ uri }) => pathOfUri(uri) ?? []);
  }
  if (rootUri) return [pathOfUri(rootUri)].flatMap(root => root ?? []);
  return rootPath ? [rootPath] : [];
}
