import { digest } from "#machine/digest.ts";
import { DiagnosticSeverity, type Diagnostic } from "vscode-languageserver";
import type { Counts } from "../protocol.ts";
import { toConfigDiagnostic, toDiagnostic } from "./convert.ts";
import type { Folder } from "./folder.ts";
import type { Session } from "./session.ts";

/** What one file has to show at one moment. Equal reports have equal ids. */
export interface Report {
  /** Absolute path. */
  path: string;
  uri: string;
  version: number | null;
  resultId: string;
  items: Diagnostic[];
}

/** Makes reports from what the engine says now; keeps nothing. */
export class Reports {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  /** A file outside of the workspace, or one whose findings are not to be shown, has an empty report. */
  of(absolute: string): Report {
    const { documents, folders } = this.#session;
    const open = documents.at(absolute);
    const folder = folders.of(absolute);
    const items = folder === undefined || !folder.isReady ? [] : this.#items(folder, absolute);
    return {
      path: absolute,
      uri: open?.uri ?? this.#session.uriOf(absolute),
      version: open?.analysed?.version ?? null,
      resultId: digest("sha1", JSON.stringify(items)),
      items,
    };
  }

  /** Every file that may have something to show: open ones, faulty configuration, and with closed files shown all others. */
  paths(): Set<string> {
    const { documents, folders } = this.#session;
    const paths = new Set([...documents.all()].map(open => open.path));
    for (const folder of folders.all().filter(one => one.isReady)) {
      const inFolder = [
        ...folder.configProblems().map(problem => problem.path),
        ...(this.#session.showsClosedFiles ? folder.engine.paths() : []),
      ];
      for (const relative of inFolder) {
        const absolute = folder.absoluteOf(relative);
        if (folders.of(absolute) === folder || !folder.holds(absolute)) paths.add(absolute);
      }
    }
    return paths;
  }

  #items(folder: Folder, absolute: string): Diagnostic[] {
    const { documents, features, showsClosedFiles, uriOf } = this.#session;
    const relative = folder.pathOf(absolute);
    const context = {
      features,
      uriOf: (path: string) => uriOf(folder.absoluteOf(path)),
      documentAddress: (rule: string) => folder.rules.addressOf(rule),
    };
    const isShown = showsClosedFiles || documents.at(absolute) !== undefined;
    const findings = isShown ? folder.findings(relative) : [];
    return [
      ...findings.map(finding => toDiagnostic(finding, context)),
      ...folder.configProblems(relative).map(toConfigDiagnostic),
    ];
  }
}

export function countItems(reports: Iterable<Report>): Counts {
  const counts: Counts = { errors: 0, warnings: 0, advice: 0 };
  for (const { severity } of [...reports].flatMap(report => report.items)) {
    if (severity === DiagnosticSeverity.Error) counts.errors++;
    else if (severity === DiagnosticSeverity.Warning) counts.warnings++;
    else counts.advice++;
  }
  return counts;
}
