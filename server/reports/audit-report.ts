import type { Audit } from "../audit/audit.ts";
import { loadDocuments } from "../engine/knowledge.ts";
import { localeInUse } from "../engine/locale.ts";
import type { ScanResult } from "../engine/scan-result.ts";
import { auditHtml } from "./audit-html.tsx";
import { auditMarkdown } from "./audit-markdown.ts";
import type { ReportedRule } from "./report.ts";
import { sarif } from "./sarif.ts";

/** Named as the endings of their files. */
export const AUDIT_FORMATS = ["html", "md", "sarif", "json"] as const;
export type AuditFormat = (typeof AUDIT_FORMATS)[number];

export interface AuditContext {
  audit: Audit;
  /** What the audit was made of. */
  result: ScanResult;
  rules: readonly ReportedRule[];
  textOf(path: string): string | undefined;
}

/** The whole audit as text. */
export async function renderAudit(format: AuditFormat, context: AuditContext): Promise<string> {
  const { audit, result, rules, textOf } = context;
  switch (format) {
    case "md":
      return auditMarkdown(audit);
    case "html":
      return auditHtml(audit, textOf, localeInUse());
    case "json":
      return `${JSON.stringify(audit, undefined, 2)}\n`;
    case "sarif": {
      const documents = await loadDocuments();
      return sarif({ result, version: audit.version, rules, documents, textOf, colour: false, quiet: false });
    }
  }
}
