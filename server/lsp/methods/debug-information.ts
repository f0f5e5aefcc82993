import type { CancellationToken } from "vscode-languageserver";
import { defaultSettings, type Markdown } from "../../protocol.ts";
import type { Folder } from "../folder.ts";
import type { Session } from "../session.ts";

/** For an issue, so in English and without a name of a file or a line of code: numbers, settings, crashes and what was slow. */
export async function debugInformation(session: Session, _: object, token: CancellationToken): Promise<Markdown> {
  const folders = session.folders.all();
  await session.unlessCancelled(Promise.all(folders.map(folder => folder.ready)), token);
  const defaults: Record<string, unknown> = { ...defaultSettings };
  const changed = Object.entries(session.settings).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(defaults[key]),
  );
  const settings = changed.map(([key, value]) => `${key} = ${JSON.stringify(value)}`).join(", ");
  const lines = [
    `Settings: ${settings || "as they come"}`,
    ...folders.map((folder, index) => `Folder ${index + 1}: ${folderText(folder, session)}`),
  ];
  return { markdown: lines.map(line => `- ${line}\n`).join("") };
}

function folderText(folder: Folder, session: Session): string {
  const { engine } = folder;
  const files = engine.allFindings();
  const count = (of: (file: (typeof files)[number]) => unknown[]) => files.flatMap(of).length;
  const crashes = files.flatMap(({ notes }) => notes.map(({ kind, rule }) => (rule ? `${kind} of ${rule}` : kind)));
  const open = [...session.documents.all()].filter(({ path }) => session.folders.of(path) === folder);
  const slow = open.flatMap(({ path }) => engine.explainFile(folder.pathOf(path)).slow);
  return [
    `files read: ${engine.paths().length}, skipped: ${engine.skipped().length}`,
    `findings: ${count(file => file.findings)}, in the baseline: ${count(file => file.known)}, suppressed: ${count(file => file.suppressed)}`,
    `faults of configuration: ${engine.configProblems().length}`,
    `notes: ${crashes.join(", ") || "none"}`,
    `slow with open files: ${slow.map(({ part, ms }) => `${part} ${ms.toFixed(0)} ms`).join(", ") || "nothing"}`,
  ].join("; ");
}
