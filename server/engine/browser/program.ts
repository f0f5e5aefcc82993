import type * as machine from "../machine/program.ts";

/** What is said of a program that has no manifest beside it. */
export const programVersion: typeof machine.programVersion = () => "unknown";

/** There is no folder of which files could be read. */
export const programFolder: typeof machine.programFolder = () => "/";
