import type { CancellationToken, Hover, HoverParams, Position } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { FilePlace, Finding } from "../../../rules/finding.ts";
import { isConfigName } from "../../engine/source-names.ts";
import { fromPosition, lineText, toRange } from "../convert.ts";
import { scheduleText } from "../schedule-text.ts";
import { taskText } from "../task-text.ts";
import type { Session } from "../session.ts";

/**
 * On a finding, on a rule id in a directive, and on a rule id in the configuration: the rule's document, in short. On a
 * retry: when its attempts happen. On a task: what runs it again, and what protects its effects.
 */
export async function hover(
  session: Session,
  { textDocument, position }: HoverParams,
  token: CancellationToken,
): Promise<Hover | undefined> {
  const open = session.documents.get(textDocument.uri);
  if (open === undefined) return undefined;
  const folder = await session.folderOf(open.path, token);
  if (folder === undefined) return undefined;
  const kind = session.features.markdownHover ? "markdown" : "plaintext";
  const language = exampleTagOf(open.path);
  const named = ruleNamedAt(open.document, position, isConfigName(open.path));
  if (named !== undefined && folder.rules.has(named.rule)) {
    const value = folder.rules.short(named.rule, kind, { language });
    return value === undefined ? undefined : { contents: { kind, value }, range: named.range };
  }
  session.analyse(open);
  const { findings, retries, tasks } = folder.engine.explainPlace(folder.pathOf(open.path), fromPosition(position));
  const shown = folder.shown(findings);
  const first = shown[0] ?? tasks[0]?.place ?? retries[0]?.place;
  if (first === undefined) return undefined;
  const textOf = ({ rule, message }: Finding) => folder.rules.short(rule, kind, { message, language }) ?? message;
  const linkTo = (place: FilePlace) => `${folder.uriOf(place.path)}#L${place.line}`;
  const schedules = retries.slice(0, 1).map(({ schedule }) => scheduleText(schedule, { kind, linkTo }));
  const protections = tasks.slice(0, 1).map(({ task }) => taskText(task, { kind, linkTo }));
  const value = [...shown.map(textOf), ...protections, ...schedules].join(SEPARATOR);
  return { contents: { kind, value }, range: toRange(first) };
}

const SEPARATOR = "\n\n---\n\n";

/** Undefined where any language will do, as in the configuration. */
function exampleTagOf(path: string): string | undefined {
  if (/\.pyi?$/u.test(path)) return "py";
  return /\.(?:sql|[cm]?[jt]sx?)$/u
    .exec(path)?.[0]
    .replace(/^\.[cm]?[jt]sx?$/u, ".ts")
    .slice(1);
}

function ruleNamedAt(document: TextDocument, position: Position, isConfig: boolean) {
  const { line, column } = fromPosition(position);
  const text = lineText(document, line);
  const directive = /faultline-(?:disable|enable)[\w-]*/u.exec(text);
  if (!isConfig && directive === null) return undefined;
  for (const word of text.matchAll(/(?<![a-z0-9])[a-z][a-z0-9]*(?:-[a-z0-9]+)+/gu)) {
    const start = word.index + 1;
    const end = start + word[0].length;
    if (column < start || column > end || word.index === directive?.index) continue;
    return { rule: word[0], range: toRange({ line, column: start, endLine: line, endColumn: end }) };
  }
  return undefined;
}
