/** The audit as one page that needs nothing but itself. */
import { render } from "preact-render-to-string";
import type { Audit } from "../audit/audit.ts";
import { AuditPage } from "./page/audit-page.tsx";

export function auditHtml(audit: Audit, textOf: (path: string) => string | undefined, language = "en"): string {
  return `<!doctype html>\n${render(<AuditPage audit={audit} textOf={textOf} language={language} />)}\n`;
}
