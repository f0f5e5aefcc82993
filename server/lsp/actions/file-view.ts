import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Finding } from "../../../rules/finding.ts";
import type { ClientFeatures } from "../client-features.ts";

/** One text with its findings, all of one moment, as code actions need them. */
export interface FileView {
  /** Relative to the root of its folder, as in findings. */
  path: string;
  uri: string;
  document: TextDocument;
  findings: Finding[];
  features: ClientFeatures;
  /** Another file of the same root: the client's text when it is open, else the disk's; undefined when there is none. */
  other(path: string): FileText | undefined;
}

export interface FileText {
  uri: string;
  document: TextDocument;
  /** The client holds this text, and its version counts. */
  open: boolean;
}
