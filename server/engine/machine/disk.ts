/** What the engine asks of a disk: that of this machine. `browser/disk.ts` stands in its place where there is none. */
export { existsSync, readdirSync, readFileSync, realpathSync, statSync, writeFileSync } from "node:fs";
export { isUtf8 } from "node:buffer";
export { homedir } from "node:os";

export const hasDisk = true as boolean;
