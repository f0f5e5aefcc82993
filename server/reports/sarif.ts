/** Static Analysis Results Interchange Format 2.1.0, as GitHub code scanning and other tools read it. */
import * as l10n from "@vscode/l10n";
import { pathToFileURL } from "node:url";
import type { FilePlace, Finding, Fix, Level, Place } from "../../rules/finding.ts";
import { LineIndex } from "../../rules/ir/lines.ts";
import { placeIn } from "../../rules/semantics/place.ts";
import { descriptionOf, localeInUse } from "../engine/locale.ts";
import type { ScanResult, SuppressedFinding } from "../engine/scan-result.ts";
import type { ReportContext, ReportedRule } from "./report.ts";

const LEVEL: Record<Level, "error" | "warning" | "note"> = { error: "error", warning: "warning", advice: "note" };
const SEVERITY: Record<Level, string> = { error: "error", warning: "warning", advice: "recommendation" };
const HOME = "https://github.com/faultline-dev/faultline";

export function sarif(context: ReportContext): string {
  const { result, version, rules } = context;
  const indexOf = new Map(rules.map((rule, index) => [rule.name, index]));
  const indexed = (finding: Finding) =>
    indexOf.has(finding.rule) ? { ruleIndex: indexOf.get(finding.rule) } : undefined;
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "Faultline",
            version,
            informationUri: HOME,
            rules: rules.map(rule => descriptor(rule, context)),
          },
        },
        language: localeInUse(),
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: { ROOT: { uri: `${pathToFileURL(result.root).href}/` } },
        invocations: [
          {
            executionSuccessful: !result.cancelled,
            toolExecutionNotifications: [
              ...result.notes.map(note => notification(note.message, "error", note.path)),
              ...result.skipped.map(one =>
                notification(l10n.t("Skipped, because {0}.", one.because), "note", one.path),
              ),
            ],
            toolConfigurationNotifications: result.configProblems.map(one =>
              notification(one.message, one.level, one.path, one),
            ),
          },
        ],
        results: statedOf(result).map(({ finding, state }) => ({
          ...resultOf(finding, context),
          ...indexed(finding),
          ...state,
        })),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

/**
 * All findings with what is to be said of their standing. The standard wants each property on all results or on none: so
 * `suppressions` where anything is suppressed, and `baselineState` where there is a baseline.
 */
function statedOf({ findings, known, suppressed, baseline }: ScanResult): { finding: Finding; state: object }[] {
  const areSuppressed = known.length + suppressed.length > 0;
  const state = (baselineState: "new" | "unchanged", suppressions: object[]) => ({
    ...(baseline === undefined ? {} : { baselineState }),
    ...(areSuppressed ? { suppressions } : {}),
  });
  return [
    ...findings.map(finding => ({ finding, state: state("new", []) })),
    ...known.map(finding => ({ finding, state: state("unchanged", [{ kind: "external", status: "accepted" }]) })),
    ...suppressed.map(finding => ({ finding, state: state("new", [inSource(finding)]) })),
  ];
}

function inSource({ directive: { reason } }: SuppressedFinding): object {
  return { kind: "inSource", status: "accepted", ...(reason === undefined ? {} : { justification: reason }) };
}

function descriptor(rule: ReportedRule, { documents }: ReportContext) {
  const markdown = documents[rule.name];
  const text = descriptionOf(rule);
  return {
    id: rule.name,
    shortDescription: { text },
    fullDescription: { text },
    help: { text, ...(markdown === undefined ? {} : { markdown }) },
    ...(markdown === undefined ? {} : { helpUri: `${HOME}/blob/main/rules/catalog/${rule.family}/${rule.name}.md` }),
    defaultConfiguration: { level: LEVEL[rule.level] },
    properties: { tags: [rule.family], "problem.severity": SEVERITY[rule.level] },
  };
}

function resultOf(finding: Finding, context: ReportContext) {
  const fixes = finding.fixes.flatMap(fix => fixOf(fix, finding.path, context));
  return {
    ruleId: finding.rule,
    level: LEVEL[finding.level],
    message: { text: finding.message },
    locations: [location(finding)],
    ...(finding.related.length > 0
      ? {
          relatedLocations: finding.related.map((one, index) => ({
            id: index + 1,
            ...location(one),
            message: { text: one.message },
          })),
        }
      : {}),
    ...(fixes.length > 0 ? { fixes } : {}),
    partialFingerprints: { "faultline/v1": finding.fingerprint },
  };
}

function location(place: FilePlace) {
  return { physicalLocation: { artifactLocation: artifact(place.path), region: regionOf(place) } };
}

function regionOf({ line, column, endLine, endColumn }: Place) {
  return { startLine: line, startColumn: column, endLine, endColumn };
}

/** A path as a URI reference; what lies above the root has no base that it could be relative to. */
function artifact(path: string) {
  const uri = path.split("/").map(encodeURIComponent).join("/");
  return path.startsWith("../") ? { uri } : { uri, uriBaseId: "ROOT" };
}

/** A fix whose file cannot be read any more is left out. */
function fixOf(fix: Fix, path: string, { textOf }: ReportContext) {
  const byFile = groupEdits(fix, path);
  const changes = [...byFile].map(([file, edits]) => {
    const text = textOf(file);
    if (text === undefined) return undefined;
    const lines = new LineIndex(text);
    const replacements = edits.map(edit => ({
      deletedRegion: regionOf(placeIn(lines, edit)),
      insertedContent: { text: edit.text },
    }));
    return { artifactLocation: artifact(file), replacements };
  });
  return changes.includes(undefined) ? [] : [{ description: { text: fix.title }, artifactChanges: changes }];
}

function groupEdits(fix: Fix, path: string): Map<string, Fix["edits"]> {
  const groups = new Map<string, Fix["edits"]>();
  for (const edit of fix.edits) groups.set(edit.path ?? path, [...(groups.get(edit.path ?? path) ?? []), edit]);
  return groups;
}

function notification(text: string, level: "error" | "warning" | "note", path?: string, place?: Place) {
  const where =
    path === undefined
      ? undefined
      : { physicalLocation: { artifactLocation: artifact(path), ...(place ? { region: regionOf(place) } : {}) } };
  return { level, message: { text }, ...(where ? { locations: [where] } : {}) };
}
