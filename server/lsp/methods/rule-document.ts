import type { Markdown, RuleParams } from "../../protocol.ts";
import type { Session } from "../session.ts";

export async function ruleDocument({ folders, known }: Session, { rule }: RuleParams): Promise<Markdown> {
  const described = folders.all().flatMap(folder => folder.rules.whole(rule) ?? [])[0];
  return { markdown: described ?? (await known.ruleDocuments)[rule] };
}
