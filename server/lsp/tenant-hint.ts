/** What an inlay hint at a query on a tenant's table says, and what it says when it is looked at. */
import * as l10n from "@vscode/l10n";
import type { InlayHint, InlayHintLabelPart } from "vscode-languageserver";
import type { FilePlace } from "../../rules/finding.ts";
import type { MappedQuery, PlacedQuery } from "../engine/tenant-map.ts";
import { clientText, countText, ownershipPlace, ownershipText, rowSecurityText } from "../engine/tenant-words.ts";
import { scopeText, tableName } from "../engine/tenant-words.ts";
import { clientCommands, type PeekArguments } from "../protocol.ts";
import { toRange } from "./convert.ts";
import type { Folder } from "./folder.ts";
import { withoutMarkdown } from "./hover-text.ts";
import type { Session } from "./session.ts";

interface Surroundings {
  session: Session;
  folder: Folder;
}

/** Others that are listed in the tooltip; all of them are behind its link. */
const LISTED = 8;

/** Undefined where it cannot be told whether the query is scoped. Short: editors cut hints, VS Code after 43 characters. */
export function hintLabel({ query, table }: PlacedQuery): string | undefined {
  const { scoped, queries } = table;
  if (query.scope.kind === "unknown") return undefined;
  const isScoped = query.scope.kind === "scoped";
  if (queries.length === 1) return isScoped ? l10n.t("tenant table, scoped") : l10n.t("tenant table, not scoped");
  return isScoped
    ? l10n.t("tenant table, {0} of {1} queries scoped", scoped, queries.length)
    : l10n.t("tenant table, not scoped; {0} of {1} are", scoped, queries.length);
}

/** The hint with its tooltip, and with the other queries on the table behind its text. */
export function withDetail(hint: InlayHint, placed: PlacedQuery, around: Surroundings): InlayHint {
  const [part] = hint.label as InlayHintLabelPart[];
  const kind = around.session.features.markdownHover ? "markdown" : "plaintext";
  const text = detailText(placed, around);
  return {
    ...hint,
    label: [{ ...part!, ...wayToOthers(hint, placed, around) }],
    tooltip: { kind, value: kind === "markdown" ? text : withoutMarkdown(text) },
  };
}

function detailText({ query, table }: PlacedQuery, around: Surroundings): string {
  const security = rowSecurityText(table);
  const others = othersOf({ query, table });
  const listed = others
    .slice(0, LISTED)
    .map(other => `- ${linkTo(other.at, around)} ${other.operation}, ${words(other)}`);
  const more = others.length > LISTED ? [`- ${l10n.t("and {0} more", others.length - LISTED)}`] : [];
  const key = `${ownershipText(table)}, ${linkTo(ownershipPlace(table), around)}`;
  return [
    l10n.t("**{0}** belongs to a tenant by {1}: {2}.", tableName(table), key, countText(table)),
    query.scope.kind === "scoped"
      ? l10n.t("This one is **scoped**: {0}. Sent by: {1}.", scopeText(query), clientText(query))
      : l10n.t("This one is **not scoped**: {0}. Sent by: {1}.", scopeText(query), clientText(query)),
    ...(security === undefined ? [] : [l10n.t("Row-level security: {0}.", security)]),
    ...(others.length === 0 ? [] : [l10n.t("The other queries on it:"), [...listed, ...more].join("\n")]),
  ].join("\n\n");
}

function words(query: MappedQuery): string {
  return `${clientText(query)}, ${verdictOf(query)}: ${scopeText(query)}`;
}

function verdictOf({ scope }: MappedQuery): string {
  switch (scope.kind) {
    case "scoped":
      return l10n.t("scoped");
    case "open":
      return `**${l10n.t("not scoped")}**`;
    case "unknown":
      return l10n.t("cannot be told");
  }
}

/** Those that are not scoped first. */
function othersOf({ query, table }: PlacedQuery): MappedQuery[] {
  const rank = { open: 0, unknown: 1, scoped: 2 };
  const others = table.queries.filter(other => other !== query);
  return others.sort((a, b) => rank[a.scope.kind] - rank[b.scope.kind]);
}

/** The editor's list of places where the client has it, else the way to one of them. */
function wayToOthers(hint: InlayHint, placed: PlacedQuery, around: Surroundings): Partial<InlayHintLabelPart> {
  const { session, folder } = around;
  const [first, ...rest] = othersOf(placed);
  if (first === undefined) return {};
  const locationOf = ({ at }: MappedQuery) => ({ uri: session.uriOf(folder.absoluteOf(at.path)), range: toRange(at) });
  const command = clientCommands.peekPlaces;
  if (!session.features.commands.has(command)) return { location: locationOf(first) };
  const uri = session.uriOf(folder.absoluteOf(placed.query.at.path));
  const peek: PeekArguments = { uri, position: hint.position, locations: [first, ...rest].map(locationOf) };
  return { command: { title: l10n.t("Show the other queries on this table"), command, arguments: [peek] } };
}

function linkTo({ path, line }: FilePlace, { session, folder }: Surroundings): string {
  // Many files have the same name, as routes do in Next.js.
  const name = `${path.split("/").slice(-2).join("/")}:${line}`;
  if (!session.features.markdownHover) return name;
  return `[${name.replaceAll(/[[\]*_]/gu, "\\$&")}](${session.uriOf(folder.absoluteOf(path))}#L${line})`;
}
