import { basename } from "node:path";
import { digest } from "#machine/digest.ts";
import type { CancellationToken } from "vscode-languageserver";
import type { Finding } from "../../../rules/finding.ts";
import type * as protocol from "../../protocol.ts";
import { toRange } from "../convert.ts";
import type { Folder } from "../folder.ts";
import type { Session } from "../session.ts";
import { uriOfPath } from "../uris.ts";

/** Those that diagnostics show, and those of the baseline, which they do not. From now on the client is told when there may be others. */
export async function findings(
  session: Session,
  { known }: protocol.FindingsParams,
  token: CancellationToken,
): Promise<protocol.FindingsAnswer> {
  session.showsFindings = true;
  const folders = [...session.folders.all()].sort((a, b) => (a.root < b.root ? -1 : 1));
  await session.unlessCancelled(Promise.all(folders.map(folder => folder.ready)), token);
  const answer = folders.map(folder => folderOf(folder, session));
  const reach = session.showsClosedFiles ? "workspace" : "openFiles";
  const revision = digest("sha1", JSON.stringify([reach, answer]));
  return { version: 1, revision, reach, ...(revision === known ? {} : { folders: answer }) };
}

function folderOf(folder: Folder, session: Session): protocol.FindingsFolder {
  const families = new Map(folder.engine.rules().map(({ name, family }) => [name, family]));
  const paths = [...session.reports.paths()].filter(path => session.folders.of(path) === folder);
  const shown = paths.map(path => folder.pathOf(path)).sort();
  return {
    uri: uriOfPath(folder.root),
    name: basename(folder.root),
    findings: shown.flatMap(path => {
      const known = folder.known(path);
      const list = (finding: Finding) => ({
        ...listed(finding, families.get(finding.rule) ?? "", folder, session),
        known: known.includes(finding),
      });
      return [...folder.findings(path), ...known].sort((a, b) => a.start - b.start).map(list);
    }),
  };
}

function listed(
  finding: Finding,
  family: string,
  folder: Folder,
  session: Session,
): Omit<protocol.ListedFinding, "known"> {
  const { path, rule, level, message, fingerprint, fixes } = finding;
  const fix = fixes.some(({ kind }) => kind === "safe") ? "safe" : fixes.length > 0 ? "suggestion" : undefined;
  return {
    place: { uri: session.uriOf(folder.absoluteOf(path)), range: toRange(finding) },
    rule,
    family,
    level,
    message,
    fingerprint,
    ...(fix === undefined ? {} : { fix }),
  };
}
