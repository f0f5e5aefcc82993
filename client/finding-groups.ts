/** How findings are laid out as a tree. Knows nothing of the editor, so that it is tested without one. */
import type { FindingsFolder, ListedFinding } from "../server/protocol.ts";
import type { FindingNode, Grouping } from "./finding-items.ts";

export interface Filter {
  /** The lowest level that is shown. */
  level: ListedFinding["level"];
  /** Findings of the baseline are left out. */
  newOnly: boolean;
  /** Words that must all occur in rule, message or path, whatever their case. */
  text: string;
}

export const everything: Filter = { level: "advice", newOnly: true, text: "" };

const LEVELS: readonly ListedFinding["level"][] = ["error", "warning", "advice"];

export function passes(finding: ListedFinding, { level, newOnly, text }: Filter): boolean {
  if (newOnly && finding.known) return false;
  if (LEVELS.indexOf(finding.level) > LEVELS.indexOf(level)) return false;
  const searched =
    `${finding.rule} ${finding.family} ${finding.message} ${decodeURIComponent(finding.place.uri)}`.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/u)
    .every(word => searched.includes(word));
}

/** Folders are shown where there are several with findings; a family has its rules below it. */
export function treeOf(folders: readonly FindingsFolder[], grouping: Grouping): FindingNode[] {
  const filled = folders.filter(({ findings }) => findings.length > 0);
  if (filled.length <= 1) return filled.flatMap(({ uri, findings }) => groupsOf(findings, grouping, uri));
  return filled.map(({ uri, name, findings }) => ({
    kind: "group",
    id: uri,
    label: name,
    by: "folder",
    findings,
    children: groupsOf(findings, grouping, uri),
  }));
}

function groupsOf(findings: readonly ListedFinding[], grouping: Grouping, prefix: string): FindingNode[] {
  const groups = new Map<string, ListedFinding[]>();
  for (const finding of findings) {
    const key = keyOf(finding, grouping);
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  const rank = ([key, group]: [string, ListedFinding[]]) =>
    grouping === "level" ? LEVELS.indexOf(key as ListedFinding["level"]) : -weightOf(group);
  return [...groups]
    .sort((a, b) => rank(a) - rank(b) || (a[0] < b[0] ? -1 : 1))
    .map(([key, group]): FindingNode => {
      const id = `${prefix} ${grouping} ${key}`;
      const children =
        grouping === "family"
          ? groupsOf(group, "rule", id)
          : group.toSorted(newAndGraveFirst).map((finding): FindingNode => ({ kind: "finding", finding }));
      return { kind: "group", id, label: labelOf(key, grouping), by: grouping, findings: group, children };
    });
}

function keyOf(finding: ListedFinding, grouping: Grouping): string {
  return grouping === "file" ? finding.place.uri : finding[grouping];
}

function labelOf(key: string, grouping: Grouping): string {
  return grouping === "file" ? decodeURIComponent(key.slice(key.lastIndexOf("/") + 1)) : key;
}

/** What needs a look first comes first. */
function weightOf(findings: readonly ListedFinding[]): number {
  return findings.reduce((sum, { level }) => sum + { error: 10_000, warning: 100, advice: 1 }[level], 0);
}

function newAndGraveFirst(a: ListedFinding, b: ListedFinding): number {
  return Number(a.known) - Number(b.known) || LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level);
}
