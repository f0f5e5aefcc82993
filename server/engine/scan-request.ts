import type { Progress } from "./scan-result.ts";

export interface IndexRequest {
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
}

export interface ScanRequest extends IndexRequest {
  /** Files and folders, absolute or relative to the root; a file takes part whatever ignore files say. Default: all. */
  paths?: readonly string[];
}

export interface FileChange {
  /** Absolute or relative to the root; also a folder when it was deleted. */
  path: string;
  type: "created" | "changed" | "deleted";
}
