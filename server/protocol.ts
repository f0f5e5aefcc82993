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

export interface LineParams extends DocumentParams {
  /** From 0. */
  line: number;
}

export interface FindingParams extends DocumentParams {
  /** As in {@link ListedFinding}. */
  fingerprint: string;
}

export interface Markdown {
  /** Undefined when there is nothing to show. */
  markdown?: string;
}

export interface Page {
  /** A whole page for a webview, without scripts; absent when there is nothing to show. */
  html?: string;
}

export interface AuditReportParams {
  /** URI of the workspace folder. */
  folder: string;
  /** Whether version control may be asked who wrote a directive. */
  authors: boolean;
  workDoneToken?: string | number;
}

/** All absent when the request was cancelled. */
export interface AuditReportAnswer extends Page {
  markdown?: string;
  sarif?: string;
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

/** Kind of the code action that suppresses a finding where it stands. */
export const suppressKind = "quickfix.suppress.faultline";
/** The same of all that the rule finds in the file. */
export const suppressInFileKind = "quickfix.suppressInFile.faultline";

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
  locations: PlaceInFile[];
}

export interface TenantMapParams {
  /** Revision of the map that the client has, if it has one. */
  known?: string;
}

/** Which tables belong to tenants, who queries them, and what ties each query to one tenant. Texts may have code in backticks. */
export interface TenantMapAnswer {
  /** Of this format: raised when a field changes its meaning or goes. */
  version: 1;
  /** Another one whenever the map is another one. */
  revision: string;
  /** Absent when the client's map is still right. */
  folders?: TenantFolder[];
}

export interface TenantFolder {
  uri: string;
  name: string;
  /** Columns that tell tenants apart; none when there is one tenant, or none that can be told. */
  columns: string[];
  /** One or two sentences: what tells tenants apart, and what that rests on. */
  reason: string;
  /** By name. */
  tables: TenantTable[];
}

export interface TenantTable {
  /** With its schema unless that is "public". */
  name: string;
  /** The column by which its rows belong to a tenant, or the key to the row that they hang on. */
  belongsBy: string;
  /** Where that column or key is declared. */
  place: PlaceInFile;
  /** State of row-level security; absent when no SQL says it. */
  rowSecurity?: string;
  scoped: number;
  open: number;
  unknown: number;
  /** In the order of their places. */
  queries: TenantQuery[];
}

export interface TenantQuery {
  place: PlaceInFile;
  operation: "select" | "insert" | "update" | "delete" | "upsert";
  /** scoped: proved to stay within one tenant; open: nothing ties it to one; unknown: it cannot be told. */
  scope: "scoped" | "open" | "unknown";
  /** What ties it to one tenant, or why nothing does, or why it cannot be told. */
  how: string;
  /** Who the database takes the sender for. */
  client: string;
}

export interface FindingsParams {
  /** Revision of the list that the client has, if it has one. */
  known?: string;
}

/** The findings that are on show, for a list of them. Texts may have code in backticks. */
export interface FindingsAnswer {
  /** Of this format: raised when a field changes its meaning or goes. */
  version: 1;
  /** Another one whenever the list is another one. */
  revision: string;
  /** Of open files only, or of all files of the workspace. */
  reach: "openFiles" | "workspace";
  /** Absent when the client's list is still right. */
  folders?: FindingsFolder[];
}

export interface FindingsFolder {
  uri: string;
  name: string;
  /** In the order of their paths and places. */
  findings: ListedFinding[];
}

export interface ListedFinding {
  place: PlaceInFile;
  rule: string;
  family: string;
  level: "error" | "warning" | "advice";
  message: string;
  /** With {@link place}'s document, names the finding as long as its line stays. */
  fingerprint: string;
  /** Its best fix; absent when there is none. */
  fix?: "safe" | "suggestion";
  /** Seen before and accepted for now: it is in the baseline. */
  known: boolean;
}

export interface FixAllParams {
  /** Of this rule only. */
  rule: string;
}

/** Edits of all findings of a rule that have a fix, each to be confirmed; absent when there are none. */
export interface FixAllAnswer {
  /** A `WorkspaceEdit` of the protocol with change annotations. */
  edit?: object;
  fixes: number;
  files: number;
}

export interface PlaceInFile {
  uri: string;
  range: { start: Point; end: Point };
}

/** Reads all files of the workspace again and shows the findings of closed files too. */
export const scanWorkspace: RequestName<ScanParams, ScanResult> = { method: "faultline/scanWorkspace" };
/** From now on a folder outside of the workspace is read as a program of its own, so that a sample can be shown. */
export const addFolder: RequestName<DocumentParams, object> = { method: "faultline/addFolder" };
/** Which configuration and rules apply to a file, or why none does. */
export const explainFile: RequestName<DocumentParams, Markdown> = { method: "faultline/explainFile" };
/** What was recognised at a line, which rules looked at it, and why they report or are silent. */
export const whyNotHere: RequestName<LineParams, Markdown> = { method: "faultline/whyNotHere" };
export const ruleDocument: RequestName<RuleParams, Markdown> = { method: "faultline/ruleDocument" };
/** The same as a page with the editor's colours. */
export const rulePage: RequestName<RuleParams, Page> = { method: "faultline/rulePage" };
export const auditReport: RequestName<AuditReportParams, AuditReportAnswer> = { method: "faultline/auditReport" };
/** Answered from what is read already. A client that asked once is told when it should ask again. */
export const tenantMap: RequestName<TenantMapParams, TenantMapAnswer> = { method: "faultline/tenantMap" };
export const tenantMapChanged: NotificationName<object> = { method: "faultline/tenantMapChanged" };
/** Answered from what is read already. A client that asked once is told when it should ask again. */
export const findings: RequestName<FindingsParams, FindingsAnswer> = { method: "faultline/findings" };
export const findingsChanged: NotificationName<object> = { method: "faultline/findingsChanged" };
/** Made for a preview: nothing is changed by asking. */
export const fixAllOfRule: RequestName<FixAllParams, FixAllAnswer> = { method: "faultline/fixAllOfRule" };
/** Numbers, settings, crashes and what was slow, without a name or a line of the workspace. */
export const debugInformation: RequestName<object, Markdown> = { method: "faultline/debugInformation" };
/** A finding with its story and the code that it tells of, for a report of a false positive. */
export const findingReport: RequestName<FindingParams, Markdown> = { method: "faultline/findingReport" };
export const statusChanged: NotificationName<Status> = { method: "faultline/status" };

/** Commands that a client may implement; code actions, lenses and hints use them only when it says so. */
export const clientCommands = {
  suppressWithReason: "faultline.suppressWithReason",
  openRuleDocument: "faultline.openRuleDocument",
  peekPlaces: "faultline.peekPlaces",
} as const;

/** `initializationOptions`. */
export interface ClientOptions {
  /** Names of `clientCommands` that the client has. */
  commands?: string[];
  settings?: Settings;
  /** What the editor has in its language, by the English text, for a server that has no disk to read it from. */
  texts?: Record<string, string>;
  /** The server before this one was asked to scan: closed files keep their findings. */
  wasScanned?: boolean;
}

/** The section "faultline" of the editor's settings; the server fills in what is absent. */
export interface Settings {
  enable: boolean;
  run: "onType" | "onSave" | "manual";
  diagnosticMode: "openFilesOnly" | "workspace";
  /** configured: as `faultline.json` says. */
  preset: "configured" | "recommended" | "audit";
  codeLens: { enable: boolean };
  inlayHints: { tenants: boolean };
  /** Levels for this editor alone, by rule or family. */
  levels: Readonly<Record<string, "error" | "warning" | "advice" | "off">>;
}

export const defaultSettings: Settings = {
  enable: true,
  run: "onType",
  diagnosticMode: "openFilesOnly",
  preset: "configured",
  codeLens: { enable: true },
  inlayHints: { tenants: true },
  levels: {},
};
