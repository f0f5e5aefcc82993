import type { Project } from "../../project/project.ts";
import type { FileSummary } from "../../project/summary.ts";
import type { Retry } from "../retry/retry.ts";
import type { Amplification, AmplificationRecord, RetryChain } from "./amplification.ts";
import { type Inner, InnerLayers, layerOf, productOf } from "./inner-layers.ts";
import { platformAround, workerRegion } from "./outer-layers.ts";
import { retriesIn } from "./regions.ts";

export function completeAmplification(record: AmplificationRecord, file: FileSummary, project: Project): Amplification {
  return {
    type: "Amplification",
    start: record.start,
    end: record.end,
    chains: chainsOf(project).get(file.path) ?? [],
  };
}

/** The chains of the whole project, at their outermost retry. */
function chainsOf(project: Project): Map<string, RetryChain[]> {
  return project.memo("retry chains", () => {
    const inner = InnerLayers.of(project);
    const roots: { retry: Retry; below: Inner }[] = [];
    for (const file of project.filesWith("Retry"))
      for (const retry of retriesIn(file, project)) {
        if (retry.runsIn === "vendored" || retry.reconnects) continue;
        const worker = retry.kind === "task" && !retry.body ? workerRegion(retry, project) : undefined;
        roots.push({ retry, below: worker ? inner.inRegion(worker) : inner.below(retry) });
      }
    const within = new Set(roots.flatMap(root => root.below.retries));
    const found = new Map<string, RetryChain[]>();
    for (const root of roots) {
      if (within.has(root.retry)) continue;
      const chain = chainAt(root, project);
      const path = root.retry.at.path;
      if (chain && !isKnown(found.get(path), chain)) found.set(path, [...(found.get(path) ?? []), chain]);
    }
    return found;
  });
}

function chainAt({ retry, below }: { retry: Retry; below: Inner }, project: Project): RetryChain | undefined {
  const outer = retry.kind === "task" ? undefined : platformAround(retry, project);
  const layers = [...(outer ? [outer] : []), layerOf(retry), ...below.layers].filter(layer => layer.attempts !== 1);
  if (layers.length < 2) return undefined;
  return { layers, product: productOf(layers), more: layers.some(one => one.attempts === undefined), at: retry.at };
}

/** Two requests for a retry in one task are one layer. */
function isKnown(chains: readonly RetryChain[] | undefined, chain: RetryChain): boolean {
  const last = (one: RetryChain) => one.layers.at(-1)!.at.start;
  const title = (one: RetryChain) => one.layers[0]!.title;
  return chains?.some(one => last(one) === last(chain) && title(one) === title(chain)) ?? false;
}
