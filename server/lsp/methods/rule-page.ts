import type { Page, RuleParams } from "../../protocol.ts";
import type { Session } from "../session.ts";
import { ruleDocument } from "./rule-document.ts";

export async function rulePage(session: Session, params: RuleParams): Promise<Page> {
  const { markdown } = await ruleDocument(session, params);
  if (markdown === undefined) return {};
  const page = await import("../../reports/rule-page.tsx");
  return { html: page.rulePage(params.rule, markdown) };
}
