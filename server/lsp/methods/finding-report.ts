import type { CancellationToken } from "vscode-languageserver";
import type { FilePlace, Finding } from "../../../rules/finding.ts";
import type { FindingParams, Markdown } from "../../protocol.ts";
import type { Folder } from "../folder.ts";
import type { Session } from "../session.ts";
import { pathOfUri } from "../uris.ts";

/** Lines of code on each side of a place. */
const AROUND = 2;

/** For an issue about a finding that is wrong, so in English: what is told, and the code that it is told of and no more. */
export async function findingReport(
  session: Session,
  { uri, fingerprint }: FindingParams,
  token: CancellationToken,
): Promise<Markdown> {
  const path = pathOfUri(uri);
  const folder = path === undefined ? undefined : await session.folderOf(path, token);
  if (path === undefined || folder === undefined) return {};
  const relative = folder.pathOf(path);
  const all = [...folder.findings(relative), ...folder.known(relative)];
  const finding = all.find(one => one.fingerprint === fingerprint);
  return finding === undefined ? {} : { markdown: textOf(finding, folder) };
}

function textOf(finding: Finding, folder: Folder): string {
  const steps = [finding, ...finding.related];
  const files = [...new Set(steps.map(({ path }) => path))];
  /** What a folder is called is nobody's business; what language a file is in, and which steps share one, is. */
  const nameOf = (path: string) => `file ${files.indexOf(path) + 1} (${path.slice(path.lastIndexOf(".") + 1)})`;
  const parts = steps.map(step => `${step.message} ${nameOf(step.path)}\n\n${snippet(step, folder)}`);
  return `\`${finding.rule}\`, ${finding.level}\n\n${parts.map((part, index) => `${index}. ${part}`).join("\n\n")}\n`;
}

function snippet({ path, line, endLine }: FilePlace, folder: Folder): string {
  const lines = (folder.engine.openText(path) ?? folder.engine.textOf(path) ?? "").split(/\r?\n/u);
  const shown = lines.slice(Math.max(0, line - 1 - AROUND), endLine + AROUND).join("\n");
  const language = path.slice(path.lastIndexOf(".") + 1);
  const fence = "`".repeat(Math.max(3, ...[...shown.matchAll(/`+/gu)].map(([run]) => run.length + 1)));
  return `${fence}${language}\n${shown}\n${fence}`;
}
