import type * as machine from "../machine/program.ts";
import manifest from "../../../package.json" with { type: "json" };

export const programVersion: typeof machine.programVersion = () => manifest.version;

/** There is no folder of which files could be read. */
export const programFolder: typeof machine.programFolder = () => "/";
