import type { FileSummary } from "./project/summary.ts";

export declare function analyse(path: string, text: string): FileSummary;
