import * as vscode from "vscode";
import type { PeekArguments } from "../server/protocol.ts";

/** Opens the editor's own list of places below what was clicked. */
export async function peekPlaces({ uri, position, locations }: PeekArguments): Promise<void> {
  const toPosition = (point: PeekArguments["position"]) => new vscode.Position(point.line, point.character);
  await vscode.commands.executeCommand(
    "editor.action.showReferences",
    vscode.Uri.parse(uri),
    toPosition(position),
    locations.map(
      ({ uri: target, range }) =>
        new vscode.Location(vscode.Uri.parse(target), new vscode.Range(toPosition(range.start), toPosition(range.end))),
    ),
  );
}
