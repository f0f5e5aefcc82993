/** Between our places (lines and columns from 1) and the protocol's (from 0). The only file that knows the latter. */
import {
  DiagnosticSeverity,
  type Diagnostic,
  type DiagnosticRelatedInformation,
  type Position,
  type Range,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Finding, Level, Place } from "../../rules/finding.ts";
import type { Span } from "../../rules/ir/nodes.ts";
import type { ConfigProblem } from "../engine/scan-result.ts";
import type { ClientFeatures } from "./client-features.ts";

/** What rides on a diagnostic and comes back with a request for code actions. */
export interface DiagnosticData {
  fingerprint: string;
}

export interface DiagnosticContext {
  features: Pick<ClientFeatures, "relatedInformation" | "codeDescription">;
  /** URI of a path of the finding's root. */
  uriOf(path: string): string;
  documentAddress(rule: string): string | undefined;
}

export function toRange({ line, column, endLine, endColumn }: Omit<Place, keyof Span>): Range {
  return { start: toPosition(line, column), end: toPosition(endLine, endColumn) };
}

export function toDiagnostic(finding: Finding, context: DiagnosticContext): Diagnostic {
  const { features, uriOf } = context;
  const href = features.codeDescription ? context.documentAddress(finding.rule) : undefined;
  const data: DiagnosticData = { fingerprint: finding.fingerprint };
  const related = finding.related.map((step): DiagnosticRelatedInformation => ({
    location: { uri: uriOf(step.path), range: toRange(step) },
    message: step.message,
  }));
  return {
    range: toRange(finding),
    severity: severities[finding.level],
    source: "faultline",
    code: finding.rule,
    ...(href === undefined ? {} : { codeDescription: { href } }),
    message: finding.message,
    ...(features.relatedInformation && related.length > 0 ? { relatedInformation: related } : {}),
    data,
  };
}

export function toConfigDiagnostic(problem: ConfigProblem): Diagnostic {
  return {
    range: toRange(problem),
    severity: severities[problem.level],
    source: "faultline",
    code: problem.code,
    message: problem.message,
  };
}

/** Range of offsets of a text. */
export function rangeOfSpan(document: TextDocument, { start, end }: Span): Range {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}

/** Whether the two have a character, or with an empty one at least an edge, in common. */
export function overlaps(a: Range, b: Range): boolean {
  return !isBefore(a.end, b.start) && !isBefore(b.end, a.start);
}

export function contains(range: Range, position: Position): boolean {
  return !isBefore(position, range.start) && !isBefore(range.end, position);
}

/** Start of a line that is counted from 1. */
export function startOfLine(line: number): Position {
  return toPosition(line, 1);
}

/** A line, counted from 1, without its end; "" beyond the text. */
export function lineText(document: TextDocument, line: number): string {
  if (line < 1 || line > document.lineCount) return "";
  const text = document.getText({ start: toPosition(line, 1), end: toPosition(line + 1, 1) });
  return text.replace(/\r?\n$|\r$/u, "");
}

/** After the last character of a line, counted from 1, that is no blank. */
export function endOfLine(document: TextDocument, line: number): Position {
  return toPosition(line, lineText(document, line).trimEnd().length + 1);
}

/** Line and column, both from 1. */
export function fromPosition(position: Position): { line: number; column: number } {
  return { line: position.line + 1, column: position.character + 1 };
}

const severities: Record<Level, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  advice: DiagnosticSeverity.Information,
};

function toPosition(line: number, column: number): Position {
  return { line: line - 1, character: column - 1 };
}

function isBefore(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
