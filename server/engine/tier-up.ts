/**
 * When V8 compiles what runs often into optimised code. What reads a file is broad and flat: thousands of functions, none much
 * hotter than the next, in each thread anew. By V8's own measure a scan spends half of its time on optimising what is hardly
 * called again afterwards.
 */
import { setFlagsFromString } from "node:v8";

/** Optimised code is made later, and of fewer functions put into one another. For the whole process, before threads start. */
export function optimiseLater(): void {
  // WebAssembly is the parser of SQL alone. To optimise its largest function takes up to 300 MB in each thread (V8 13).
  setFlagsFromString("--no-wasm-tier-up");
  setFlagsFromString("--no-wasm-dynamic-tiering");
  setFlagsFromString("--max-inlined-bytecode-size-cumulative=150");
  // Since version 12 a cheaper compiler stands between, and there is no such budget any more.
  if (Number.parseInt(process.versions.v8) < 12) setFlagsFromString("--interrupt-budget=264000");
}
