import type { Finding } from "../../rules/finding.ts";
import type { ScanResult } from "./scan-result.ts";

/** Whether a finding stands in one of some files, or its story passes one of them. */
export function touches({ path, related }: Finding, paths: ReadonlySet<string>): boolean {
  return paths.has(path) || related.some(step => paths.has(step.path));
}

/** What a scan of the whole program tells of some of its files. */
export function touching(result: ScanResult, paths: ReadonlySet<string>): ScanResult {
  return {
    ...result,
    findings: result.findings.filter(finding => touches(finding, paths)),
    known: result.known.filter(finding => touches(finding, paths)),
    suppressed: result.suppressed.filter(finding => touches(finding, paths)),
  };
}
