import type { RuleDefinition } from "../../rules/define-rule.ts";
import type { ScanResult } from "../engine/scan-result.ts";

/** What every format gets besides the result. */
export interface ReportContext {
  result: ScanResult;
  /** Version of this program. */
  version: string;
  /** Definitions of all rules, those about directives too. */
  rules: readonly ReportedRule[];
  /** Markdown by rule id. */
  documents: Readonly<Record<string, string>>;
  /** Text of a file by its path, for showing code. */
  textOf(path: string): string | undefined;
  /** Whether to use terminal colours. */
  colour: boolean;
  /** Only errors are shown. */
  quiet: boolean;
}

export type ReportedRule = Pick<RuleDefinition<string, object>, "name" | "description" | "level"> & { family: string };

export const FORMATS = ["pretty", "json", "jsonl", "sarif", "github", "gitlab", "junit", "agent"] as const;
export type Format = (typeof FORMATS)[number];

/** The whole report as text, with a final newline unless it is empty. */
export async function renderReport(format: Format, context: ReportContext): Promise<string> {
  switch (format) {
    case "pretty":
      return (await import("./pretty.ts")).pretty(context);
    case "json":
      return (await import("./json.ts")).json(context);
    case "jsonl":
      return (await import("./jsonl.ts")).jsonl(context);
    case "sarif":
      return (await import("./sarif.ts")).sarif(context);
    case "github":
      return (await import("./github.ts")).github(context);
    case "gitlab":
      return (await import("./gitlab.ts")).gitlab(context);
    case "junit":
      return (await import("./junit.ts")).junit(context);
    case "agent":
      return (await import("./agent.ts")).agent(context);
  }
}
