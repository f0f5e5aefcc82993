import * as l10n from "@vscode/l10n";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { UsageError } from "./usage-error.ts";

/** Into a file that was asked for, in a folder that is made when it is not there. */
export function writeReport(file: string, text: string): void {
  try {
    mkdirSync(dirname(resolve(file)), { recursive: true });
    writeFileSync(file, text);
  } catch (error) {
    throw new UsageError(
      l10n.t("{0} cannot be written ({1})", file, (error as NodeJS.ErrnoException).code ?? String(error)),
    );
  }
}
