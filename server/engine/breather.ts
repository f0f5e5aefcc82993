import { pause } from "#machine/pause.ts";

/** Longest stretch of work in which nothing else is heard: half of what a keystroke may take. */
const SLICE_MS = 8;

/** Lets the event loop run every few milliseconds; resolves to whether to stop. */
export function breather(signal?: AbortSignal): () => Promise<boolean> | boolean {
  let last = performance.now();
  return () => {
    if (performance.now() - last < SLICE_MS) return signal?.aborted ?? false;
    return pause().then(() => {
      last = performance.now();
      return signal?.aborted ?? false;
    });
  };
}
