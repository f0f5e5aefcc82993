import * as vscode from "vscode";
import type { PlaceInFile } from "../server/protocol.ts";

export function placeOf({ uri, range: { start, end } }: PlaceInFile): { uri: vscode.Uri; selection: vscode.Range } {
  return {
    uri: vscode.Uri.parse(uri),
    selection: new vscode.Range(start.line, start.character, end.line, end.character),
  };
}
