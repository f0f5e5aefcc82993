/**
 * The audit of a program as plain data: what stands, what shakes, what was suppressed, how it is rated, what changed. Formats
 * only lay it out.
 */
import type { Family } from "../../rules/define-rule.ts";
import type { Finding, Level } from "../../rules/finding.ts";
import type { ConfigProblem, Note, ScanResult, SkippedFile, SuppressedFinding } from "../engine/scan-result.ts";
import { exposureOf, type Measure } from "./coverage.ts";
import { type FamilyRating, type Grade, overall, rate, WEIGHTS } from "./rating.ts";

export interface Audit {
  /** Name of the program: that of its folder, or what the caller knows. */
  name: string;
  /** ISO date. */
  date: string;
  version: string;
  files: number;
  grade?: Grade;
  counts: Record<Level, number>;
  /** In the catalogue's order. */
  families: AuditedFamily[];
  /** The files that carry most risk, highest first. */
  hotspots: Hotspot[];
  suppressed: Suppression[];
  /** Undefined without a baseline. */
  change?: Change;
  skipped: SkippedFile[];
  notes: Note[];
  configProblems: ConfigProblem[];
}

export interface AuditedFamily {
  rating: FamilyRating;
  measures: Measure[];
  /** Rules with findings, most risk first. */
  rules: AuditedRule[];
}

export interface AuditedRule {
  rule: string;
  description: string;
  findings: Finding[];
}

export interface Hotspot {
  path: string;
  risk: number;
  counts: Record<Level, number>;
}

export interface Suppression {
  finding: SuppressedFinding;
  /** Who wrote the directive, where version control knows. */
  author?: string;
}

/** Against the baseline. */
export interface Change {
  added: number;
  known: number;
  /** In the baseline and no longer found. */
  gone: number;
}

export interface AuditRequest {
  result: ScanResult;
  measures: readonly Measure[];
  rules: readonly { name: string; family: string; description: string }[];
  name: string;
  date: string;
  version: string;
  /** Who wrote a line last. */
  authorOf?(path: string, line: number): string | undefined;
}

const HOTSPOTS = 10;

export function auditOf(request: AuditRequest): Audit {
  const { result, measures, rules, name, date, version } = request;
  const change = changeOf(result);
  // What is lived with can fail like anything else.
  const found = [...result.findings, ...result.known];
  const families = familiesOf(rules).map((family): AuditedFamily => {
    const own = rules.filter(rule => rule.family === family);
    const audited = own.map(({ name: rule, description }) => ({
      rule,
      description,
      findings: found.filter(finding => finding.rule === rule).sort(byLevel),
    }));
    const levels = audited.flatMap(({ findings }) => findings.map(({ level }) => level));
    return {
      rating: rate(family, levels, exposureOf(measures, family)),
      measures: measures.filter(one => one.family === family),
      rules: audited
        .filter(({ findings }) => findings.length > 0)
        .sort((a, b) => riskOf(b.findings) - riskOf(a.findings)),
    };
  });
  const grade = overall(families.map(({ rating }) => rating));
  return {
    name,
    date,
    version,
    files: result.stats.files,
    ...(grade === undefined ? {} : { grade }),
    counts: countsOf(found),
    families,
    hotspots: hotspotsOf(found),
    suppressed: result.suppressed.map(finding => suppressionOf(finding, request)),
    ...(change ? { change } : {}),
    skipped: result.skipped,
    notes: result.notes,
    configProblems: result.configProblems,
  };
}

function changeOf({ findings, known, baseline }: ScanResult): Change | undefined {
  return baseline && { added: findings.length, known: known.length, gone: baseline.gone };
}

/** Rules about directives are no family of the program. */
function familiesOf(rules: AuditRequest["rules"]): Family[] {
  const families = new Set(rules.map(({ family }) => family));
  families.delete("directives");
  return [...families] as Family[];
}

function suppressionOf(finding: SuppressedFinding, { authorOf }: AuditRequest): Suppression {
  const author = authorOf?.(finding.path, finding.directive.line);
  return { finding, ...(author === undefined ? {} : { author }) };
}

function hotspotsOf(findings: readonly Finding[]): Hotspot[] {
  const byPath = new Map<string, Finding[]>();
  for (const finding of findings) byPath.set(finding.path, [...(byPath.get(finding.path) ?? []), finding]);
  return [...byPath]
    .map(([path, own]) => ({ path, risk: riskOf(own), counts: countsOf(own) }))
    .sort((a, b) => b.risk - a.risk || (a.path < b.path ? -1 : 1))
    .slice(0, HOTSPOTS);
}

function riskOf(findings: readonly Finding[]): number {
  return findings.reduce((sum, { level }) => sum + WEIGHTS[level], 0);
}

function countsOf(findings: readonly Finding[]): Record<Level, number> {
  const counts = { error: 0, warning: 0, advice: 0 };
  for (const { level } of findings) counts[level]++;
  return counts;
}

function byLevel(a: Finding, b: Finding): number {
  return WEIGHTS[b.level] - WEIGHTS[a.level] || (a.path === b.path ? a.start - b.start : a.path < b.path ? -1 : 1);
}
