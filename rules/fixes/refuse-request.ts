import * as l10n from "@vscode/l10n";
import type { CheckRepair, Handler, VerdictSpelling } from "../concepts/rate-limiter/limit-check.ts";
import { escapePattern } from "../ir/escape-pattern.ts";
import type { Fix, TextEdit } from "../finding.ts";
import type { LanguageId } from "../ir/nodes.ts";

/**
 * Answers 429 when a limiter's answer says so, in the spelling of the framework around.
 *
 *     await limiter.limit(ip);   →   if (!(await limiter.limit(ip)).success) return new Response("Too many requests", { status: 429 });
 */
export function refuseRequest(
  handler: Handler,
  verdict: VerdictSpelling,
  repair: CheckRepair & { promised: boolean },
  neglect: "dropped" | "unread",
  context: { text: string; language: LanguageId },
): Fix | undefined {
  const { text } = context;
  const python = context.language === "python";
  const refusal = verdict.response ? undefined : refusalOf(handler);
  if (!verdict.response && refusal === undefined) return undefined;
  if (neglect === "dropped") {
    const call = text.slice(repair.whole.start, repair.whole.end);
    const awaited = repair.awaitable && repair.promised && !/^await\s/u.test(call) ? `await ${call}` : call;
    if (verdict.response) return undefined;
    const test = asked(/^await\s/u.test(awaited) ? `(${awaited})` : awaited, verdict, python);
    return suggestion([
      {
        start: repair.whole.start,
        end: endOf(repair.whole.end, text),
        text: branch(test, refusal!, repair.whole.start, text, python),
      },
    ]);
  }
  if (repair.after === undefined || verdict.response) return undefined;
  const line = indentAt(repair.whole.start, text);
  if (repair.name !== undefined) {
    const test = repair.direct
      ? asked(repair.name, { allows: verdict.allows, response: false }, python)
      : asked(repair.name, verdict, python);
    return suggestion([behind(repair.after, `\n${line}${branch(test, refusal!, repair.whole.start, text, python)}`)]);
  }
  if (repair.pattern === undefined || verdict.field === undefined || python) return undefined;
  if (new RegExp(`\\b${escapePattern(verdict.field)}\\b`, "u").test(text)) return undefined;
  const test = asked(verdict.field, { allows: verdict.allows, response: false }, python);
  return suggestion([
    behind(repair.pattern, ` ${verdict.field},`),
    behind(repair.after, `\n${line}${branch(test, refusal!, repair.whole.start, text, python)}`),
  ]);
}

function suggestion(edits: TextEdit[]): Fix {
  return { title: l10n.t("Answer 429 when the limit is reached"), kind: "suggestion", edits };
}

function behind(at: number, text: string): TextEdit {
  return { start: at, end: at, text };
}

/** The test that is true for what is refused. */
function asked(answer: string, verdict: VerdictSpelling, python: boolean): string {
  const member =
    verdict.field === undefined ? "" : python && !verdict.attribute ? `["${verdict.field}"]` : `.${verdict.field}`;
  const value = `${answer}${member}`;
  if (!verdict.allows) return value;
  return python ? `not ${value}` : `!${value}`;
}

function branch(test: string, refusal: string, at: number, text: string, python: boolean): string {
  return python ? `if ${test}:\n${indentAt(at, text)}    ${refusal}` : `if (${test}) ${refusal}`;
}

function refusalOf(handler: Handler): string | undefined {
  const body = '{ error: "Too many requests" }';
  switch (handler.kind) {
    case "response":
      return 'return new Response("Too many requests", { status: 429 });';
    case "next-response":
      return `return NextResponse.json(${body}, { status: 429 });`;
    case "hono":
      return `return ${handler.name}.json(${body}, 429);`;
    case "express":
      return `return void ${handler.name}.status(429).json(${body});`;
    case "fastify":
      return `return ${handler.name}.code(429).send(${body});`;
    case "http-exception":
      return 'raise HTTPException(status_code=429, detail="Too many requests")';
    case "abort":
      return "abort(429)";
    case "http-response":
      return 'return HttpResponse("Too many requests", status=429)';
    case "none":
      return undefined;
  }
}

/** The statement's semicolon goes with it. */
function endOf(end: number, text: string): number {
  return text[end] === ";" ? end + 1 : end;
}

function indentAt(at: number, text: string): string {
  const line = text.lastIndexOf("\n", at - 1) + 1;
  return /^[ \t]*/u.exec(text.slice(line, at))![0];
}
