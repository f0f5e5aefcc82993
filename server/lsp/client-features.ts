import type { InitializeParams } from "vscode-languageserver";
import type { ClientOptions, Settings } from "../protocol.ts";

/** What this client can do, as far as the server has to know. */
export interface ClientFeatures {
  /** Asks for diagnostics and can be told to ask again. Without the second, pulled ones would go stale: then we push. */
  pullsDiagnostics: boolean;
  relatedInformation: boolean;
  codeDescription: boolean;
  /** Can be told to ask for lenses again. */
  refreshesCodeLenses: boolean;
  /** The same of inlay hints. */
  refreshesInlayHints: boolean;
  /** Asks for the tooltip of an inlay hint when it shows it. */
  resolvesInlayHints: boolean;
  watchesFiles: boolean;
  /** Answers `workspace/configuration`. */
  configuration: boolean;
  registersConfiguration: boolean;
  workspaceFolders: boolean;
  /** Lets the server start progress of its own. */
  workDoneProgress: boolean;
  versionedEdits: boolean;
  snippetEdits: boolean;
  markdownHover: boolean;
  /** Names of `clientCommands` that it has; none for editors other than ours. */
  commands: ReadonlySet<string>;
  /** Had an earlier server scan, whose findings it wants to keep. */
  wasScanned: boolean;
  settings: Partial<Settings>;
}

export function clientFeatures({ capabilities, initializationOptions }: InitializeParams): ClientFeatures {
  const { textDocument, workspace, window } = capabilities;
  const options = (initializationOptions ?? {}) as ClientOptions;
  return {
    pullsDiagnostics: textDocument?.diagnostic !== undefined && workspace?.diagnostics?.refreshSupport === true,
    relatedInformation:
      (textDocument?.publishDiagnostics?.relatedInformation ?? textDocument?.diagnostic?.relatedInformation) === true,
    codeDescription:
      (textDocument?.publishDiagnostics?.codeDescriptionSupport ?? textDocument?.diagnostic?.codeDescriptionSupport) ===
      true,
    refreshesCodeLenses: workspace?.codeLens?.refreshSupport === true,
    refreshesInlayHints: workspace?.inlayHint?.refreshSupport === true,
    resolvesInlayHints: textDocument?.inlayHint?.resolveSupport?.properties.includes("tooltip") === true,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    configuration: workspace?.configuration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    workDoneProgress: window?.workDoneProgress === true,
    versionedEdits: workspace?.workspaceEdit?.documentChanges === true,
    snippetEdits: workspace?.workspaceEdit?.snippetEditSupport === true,
    markdownHover: textDocument?.hover?.contentFormat?.includes("markdown") === true,
    commands: new Set(options.commands ?? []),
    wasScanned: options.wasScanned === true,
    settings: options.settings ?? {},
  };
}
