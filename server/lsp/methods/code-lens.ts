import * as l10n from "@vscode/l10n";
import type { CancellationToken, CodeLens, CodeLensParams, Range } from "vscode-languageserver";
import { limiterCoverage, type CoveredRoute, type LimiterCoverage } from "../../engine/limiter-coverage.ts";
import { clientCommands, type PeekArguments } from "../../protocol.ts";
import { toRange } from "../convert.ts";
import type { Folder } from "../folder.ts";
import type { Session } from "../session.ts";

/** Above each limiter: on how many routes it is enforced, and how many of their siblings it leaves out. */
export async function codeLens(
  session: Session,
  { textDocument }: CodeLensParams,
  token: CancellationToken,
): Promise<CodeLens[]> {
  const open = session.documents.get(textDocument.uri);
  if (open === undefined || !session.settings.codeLens.enable) return [];
  const folder = await session.folderOf(open.path, token);
  if (folder === undefined) return [];
  session.analyse(open);
  const path = folder.pathOf(open.path);
  const limiters = folder.engine.ask(project => limiterCoverage(project, path));
  return limiters.flatMap(limiter => lensesOf(limiter, open.uri, folder, session));
}

function lensesOf(limiter: LimiterCoverage, uri: string, folder: Folder, session: Session): CodeLens[] {
  const { enforced, routes, notEnforced } = limiter;
  const range = toRange(limiter.place);
  const lens = (title: string, listed: readonly CoveredRoute[]) =>
    lensOf(title, listed, { uri, range, folder, session });
  if (notEnforced.length === 0) return [lens(everywhereText(routes.length), enforced)];
  const without =
    notEnforced.length === 1 ? l10n.t("1 route without it") : l10n.t("{0} routes without it", notEnforced.length);
  return [
    lens(l10n.t("enforced on {0} of {1} routes", enforced.length, routes.length), enforced),
    lens(without, notEnforced),
  ];
}

function everywhereText(routes: number): string {
  return routes === 1 ? l10n.t("enforced on its route") : l10n.t("enforced on all {0} routes", routes);
}

interface Surroundings {
  uri: string;
  range: Range;
  folder: Folder;
  session: Session;
}

/** Without a command of the client it is text that cannot be clicked. */
function lensOf(
  title: string,
  routes: readonly CoveredRoute[],
  { uri, range, folder, session }: Surroundings,
): CodeLens {
  const command = clientCommands.peekPlaces;
  if (!session.features.commands.has(command)) return { range, command: { title, command: "" } };
  const locations = routes.map(({ place }) => ({
    uri: session.uriOf(folder.absoluteOf(place.path)),
    range: toRange(place),
  }));
  const peek: PeekArguments = { uri, position: range.start, locations };
  return { range, command: { title, command, arguments: [peek] } };
}
