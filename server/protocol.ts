/**
 * What client and server say to each other beyond the Language Server Protocol. The only file of the server that the
 * client may import; it imports nothing.
 */

/** Name of a request with the types of its parameters and result, which exist at compile time only. */
export interface RequestName<Params, Result> {
  readonly method: string;
  readonly types?: (params: Params) => Result;
}

export interface NotificationName<Params> {
  readonly method: string;
  readonly types?: (params: Params) => void;
}

export interface ScanParams {
  /** URIs of the workspace folders to scan; all when absent. */
  folders?: string[];
  /** Progress is reported under this token, as the protocol has it; cancelling the request cancels the scan. */
  workDoneToken?: string | number;
  /** Findings are reported under this token as they come, as `ScanPart`, besides being shown as diagnostics. */
  partialResultToken?: string | number;
}

export interface ScanPart {
  files: { uri: string; findings: number }[];
}

/** Findings by level. */
export interface Counts {
  errors: number;
  warnings: number;
  advice: number;
}

export interface ScanResult extends Counts {
  files: number;
  cancelled: boolean;
  durationMs: number;
}

export interface DocumentParams {
  uri: string;
}

export interface Markdown {
  /** Undefined when there is nothing to show. */
  markdown?: string;
}

export interface RuleParams {
  /** Rule id without prefix. */
  rule: string;
}

/** One fact about one moment; `reason` is a full sentence for the user. */
export interface Status {
  /** impaired: one request failed for an internal reason, the server goes on; failed: there is no server. */
  state: "starting" | "ready" | "scanning" | "disabled" | "impaired" | "failed";
  reason: string;
  /** Of the last scan of the whole workspace, or of the open files. */
  findings?: Counts;
  progress?: { done: number; total: number };
}

/** Sent by the server to the client as the arguments of the command below. */
export interface SuppressArguments {
  uri: string;
  version: number | undefined;
  /** 0-based line before which the directive goes. */
  line: number;
  /** The directive with its indentation and without the reason: `  // faultline-disable-next-line rule -- `. */
  before: string;
  /** What closes the comment: "" or ` *\/}`. */
  after: string;
}

interface Point {
  line: number;
  character: number;
}

/** Sent by the server to the client as the arguments of the command below. All positions are 0-based. */
export interface PeekArguments {
  uri: string;
  position: Point;
  locations: { uri: string; range: { start: Point; end: Point } }[];
}

/** Reads all files of the workspace again and shows the findings of closed files too. */
export const scanWorkspace: RequestName<ScanParams, ScanResult> = { method: "faultline/scanWorkspace" };
/** Which configuration and rules apply to a file, or why none does. */
export const explainFile: RequestName<DocumentParams, Markdown> = { method: "faultline/explainFile" };
export const ruleDocument: RequestName<RuleParams, Markdown> = { method: "faultline/ruleDocument" };
export const statusChanged: NotificationName<Status> = { method: "faultline/status" };

/** Commands that a client may implement; code actions and lenses use them only when it says so. */
export const clientCommands = {
  suppressWithReason: "faultline.suppressWithReason",
  openRuleDocument: "faultline.openRuleDocument",
  peekRoutes: "faultline.peekRoutes",
} as const;

/** `initializationOptions`. */
export interface ClientOptions {
  /** Names of `clientCommands` that the client has. */
  commands?: string[];
  settings?: Settings;
}

/** The section "faultline" of the editor's settings; the server fills in what is absent. */
export interface Settings {
  enable: boolean;
  run: "onType" | "onSave" | "manual";
  diagnosticMode: "openFilesOnly" | "workspace";
  /** configured: as `faultline.json` says. */
  preset: "configured" | "recommended" | "audit";
  codeLens: { enable: boolean };
}

export const defaultSettings: Settings = {
  enable: true,
  run: "onType",
  diagnosticMode: "openFilesOnly",
  preset: "configured",
  codeLens: { enable: true },
};
