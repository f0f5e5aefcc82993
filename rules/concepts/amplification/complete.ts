import type { Project } from "../../project/project.ts";
import type { FileSummary } from "../../project/summary.ts";
import type { Retry } from "../retry/retry.ts";
import type { Amplification, AmplificationRecord, RetryChain } from "./amplification.ts";
import { type Inner, InnerLayers, layerOf, productOf } from "./inner-layers.ts";
import { platformAround, workerOf } from "./outer-layers.ts";
import { retriesIn } from "./regions.ts";

interface Root {
  retry: Retry;
  below: Inner;
}

export function completeAmplification(record: AmplificationRecord, file: FileSummary, project: Project): Amplification {
  const chains = project.memo("retry chains", () => project.memoTable((one: FileSummary) => chainsIn(one, project)));
  return {
    type: "Amplification",
    start: record.start,
    end: record.end,
    chains: chains.get(file),
  };
}

/** The chains of a file, at their outermost retry. */
function chainsIn(file: FileSummary, project: Project): RetryChain[] {
  const found: RetryChain[] = [];
  for (const root of rootsIn(file, project)) {
    if (isWithinAnother(root.retry, project)) continue;
    const chain = chainAt(root, project);
    if (chain && !isKnown(found, chain)) found.push(chain);
  }
  return found;
}

function isWithinAnother(retry: Retry, project: Project): boolean {
  const innerOf = (file: FileSummary) => rootsIn(file, project).flatMap(root => root.below.retries);
  const within = (one: Retry) =>
    project.memo("inner retries, as a set", () => new Set(project.gather("inner retries", "Retry", innerOf))).has(one);
  return project.memo("retries within another", () => project.memoTable(within)).get(retry);
}

function rootsIn(file: FileSummary, project: Project): readonly Root[] {
  const rootsOf = (one: FileSummary) =>
    retriesIn(one, project).flatMap((retry): Root[] => {
      if (retry.runsIn === "vendored" || retry.reconnects) return [];
      const inner = InnerLayers.of(project);
      const worker = retry.kind === "task" && !retry.body ? workerOf(retry, project) : undefined;
      return [{ retry, below: worker ? inner.ofFunction(worker.file, worker.value) : inner.below(retry) }];
    });
  return project.memo("outer retries", () => project.memoTable(rootsOf)).get(file);
}

function chainAt({ retry, below }: Root, project: Project): RetryChain | undefined {
  const outer = retry.kind === "task" ? undefined : platformAround(retry, project);
  const layers = [...(outer ? [outer] : []), layerOf(retry), ...below.layers].filter(layer => layer.attempts !== 1);
  if (layers.length < 2) return undefined;
  return { layers, product: productOf(layers), more: layers.some(one => one.attempts === undefined), at: retry.at };
}

/** Two requests for a retry in one task are one layer. */
function isKnown(chains: readonly RetryChain[], chain: RetryChain): boolean {
  const last = (one: RetryChain) => one.layers.at(-1)!.at.start;
  const title = (one: RetryChain) => one.layers[0]!.title;
  return chains.some(one => last(one) === last(chain) && title(one) === title(chain));
}
