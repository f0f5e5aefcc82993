/** The chain of retries with the largest product in a region: wrappers and loops in it, functions it calls, clients at the end. */
import * as l10n from "@vscode/l10n";
import { type BuiltInRetryRow, builtInRetryOf, defaultRetries } from "../../libraries/built-in-retries.ts";
import type { MemoTable } from "../../project/memo.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary, FunctionRecord } from "../../project/summary.ts";
import { completeRetry } from "../retry/complete.ts";
import { callsOf } from "../retry/phrase.ts";
import type { RetryRecord } from "../retry/record.ts";
import type { Retry } from "../retry/retry.ts";
import type { AmplificationRecord, Layer } from "./amplification.ts";
import {
  callsIn,
  decorating,
  functionRegion,
  isInside,
  type PlacedCall,
  type Region,
  regionOf,
  retriesIn,
} from "./regions.ts";

/** A chain of inner layers; `retries` are those among them that stand in the code. */
export interface Inner {
  layers: Layer[];
  retries: Retry[];
}

const NONE: Inner = { layers: [], retries: [] };

export function productOf(layers: readonly Layer[]): number {
  return layers.reduce((product, layer) => product * (layer.attempts ?? 1), 1);
}

interface Asked {
  region: Region;
  /** The retry that repeats the region. */
  owner: Retry | undefined;
  /** Nothing repeats the region but the owner and what is asked about. */
  isTop: boolean;
}

interface Known {
  retries: MemoTable<Retry, Inner>;
  functions: MemoTable<FunctionRecord, Inner>;
}

export class InnerLayers {
  readonly #project: Project;
  readonly #atTop: Known;
  readonly #repeated: Known;
  readonly #fileOf = new WeakMap<FunctionRecord, FileSummary>();

  static of(project: Project): InnerLayers {
    return project.memo("inner retry layers", () => new InnerLayers(project));
  }

  private constructor(project: Project) {
    this.#project = project;
    this.#atTop = this.#tables(true);
    this.#repeated = this.#tables(false);
  }

  /** Within what a retry repeats. */
  below(retry: Retry): Inner {
    return this.#atTop.retries.get(retry);
  }

  /** Within a function that a queue runs. */
  ofFunction(file: FileSummary, fn: FunctionRecord): Inner {
    return this.#of(file, fn, this.#atTop);
  }

  #of(file: FileSummary, fn: FunctionRecord, known: Known): Inner {
    this.#fileOf.set(fn, file);
    return known.functions.get(fn);
  }

  #tables(isTop: boolean): Known {
    const inCycle = () => NONE;
    const inRetry = (retry: Retry) => {
      const region = regionOf(retry, this.#project);
      return region ? this.#find({ region, owner: retry, isTop }) : NONE;
    };
    const inFunction = (fn: FunctionRecord) =>
      this.#find({ region: functionRegion(this.#fileOf.get(fn)!, fn), owner: undefined, isTop });
    return {
      retries: this.#project.memoTable(inRetry, { inCycle }),
      functions: this.#project.memoTable(inFunction, { inCycle }),
    };
  }

  #find(asked: Asked): Inner {
    const found = [...this.#nested(asked), ...this.#called(asked)];
    return found.reduce((most, one) => (productOf(one.layers) > productOf(most.layers) ? one : most), NONE);
  }

  /** Retries that stand in the region itself. */
  #nested({ region, owner, isTop }: Asked): Inner[] {
    return nestedRetries(region, owner, this.#project)
      .filter(retry => isTop || !isSwallowed(retry, region, this.#project))
      .map(retry => this.#around(retry));
  }

  #around(retry: Retry): Inner {
    const inner = this.#repeated.retries.get(retry);
    return { layers: [layerOf(retry), ...inner.layers], retries: [retry, ...inner.retries] };
  }

  #called({ region, owner, isTop }: Asked): Inner[] {
    const bodies = nestedRetries(region, owner, this.#project).flatMap(retry =>
      retry.body && retry.body.place.path === region.file.path ? [retry.body.place] : [],
    );
    return callsIn(region).flatMap(placed => {
      if (bodies.some(body => isInside(placed.call.place, body))) return [];
      if (placed.call.caught && !(isTop && owner && retriesOn(owner, placed))) return [];
      const client = this.#client(placed, region.file);
      if (client) return [{ layers: [client], retries: [] }];
      const target = this.#project.functionOf(placed.call.path, region.file);
      if (!target || target.value.passedTo.length > 0) return [];
      const decorated = decorating(target.file, target.value, this.#project);
      if (decorated) return decorated === owner ? [] : [this.#around(decorated)];
      return [this.#of(target.file, target.value, this.#repeated)];
    });
  }

  /** A client that sends the request again by itself and throws when that did not help. */
  #client({ call }: PlacedCall, file: FileSummary): Layer | undefined {
    const library = this.#project.libraryNameOf(call.path, file);
    const row = library === undefined ? undefined : builtInRetryOf(library, file.language);
    if (!row || row.afterLast.includes("in the result")) return undefined;
    const at = { ...call.place, path: file.path };
    const own = row.options.find(one => one.of === "call");
    const given = own && call.arguments.find(argument => argument.name === own.name)?.value;
    if (given) {
      const number =
        typeof given.constant === "number" ? given.constant + (own.counts === "retries" ? 1 : 0) : undefined;
      return {
        title: row.title,
        ...(number === undefined ? {} : { attempts: number }),
        at,
        why: `${own.name}: ${given.key}`,
      };
    }
    if (/\.with_options\(|\.withOptions\(/u.test(call.text))
      return { title: row.title, at, why: l10n.t("its own options") };
    return this.#clientMade(row, call, file, at);
  }

  #clientMade(row: BuiltInRetryRow, call: PlacedCall["call"], file: FileSummary, at: Layer["at"]): Layer {
    const home = this.#homeOf(call.path, file);
    const held = home.variable ?? /^(?:this\.|self\.)?(\w+)/u.exec(call.text)?.[1];
    const clients = amplificationOf(home.file)?.clients ?? [];
    const all = ((home.file.concepts["BuiltInRetry"] ?? []) as RetryRecord[]).filter(
      record => record.library?.name === row.package,
    );
    const named = all.filter(record => clients.some(one => one.callee === record.start && one.variable === held));
    const [made] = all.length > 1 ? named : all;
    if (made) return this.#madeLayer(row, made, home.file, file, at);
    if (all.length > 1) return { title: row.title, at, why: l10n.t("one of several clients") };
    const version = this.#project.versionOf(row.package, file)?.version;
    const { retries } = defaultRetries(row, version);
    return { title: row.title, attempts: retries + 1, at, why: l10n.t("the default of {0}", row.title) };
  }

  #madeLayer(row: BuiltInRetryRow, made: RetryRecord, home: FileSummary, file: FileSummary, at: Layer["at"]): Layer {
    const { attempts } = completeRetry(made, home, this.#project);
    const off = offOf(made, home, file, row);
    return {
      title: row.title,
      ...(attempts.is === "known" ? { attempts: attempts.retries + 1 } : {}),
      at,
      why: attempts.is === "known" ? attempts.bound.text : l10n.t("an unknown number"),
      ...(off ? { off } : {}),
    };
  }

  /** The file that makes the client of a call. */
  #homeOf(path: PlacedCall["call"]["path"], file: FileSummary): { file: FileSummary; variable?: string } {
    for (let taken = 1; path && taken <= path.steps.length; taken++) {
      const found = this.#project.resolve({ ...path, steps: path.steps.slice(0, taken) }, file);
      if (found.kind === "variable") return { file: found.file, variable: found.value.name };
      if (found.kind === "class" || found.kind === "function") return { file: found.file };
    }
    return { file };
  }
}

export function layerOf(retry: Retry): Layer {
  const { attempts } = retry;
  const count = callsOf(retry);
  return {
    title: retry.words.subject,
    ...(count === undefined ? {} : { attempts: count }),
    at: retry.at,
    why: attempts.is === "absent" ? attempts.why : (attempts.bound?.text ?? l10n.t("an unknown number")),
  };
}

/** The handler around the call is the one that makes a home-made retry go on. */
function retriesOn(owner: Retry, { call }: PlacedCall): boolean {
  return owner.handler ? call.place.end <= owner.handler.start : owner.kind === "loop";
}

/** Retries in the region that are in no other retry of it. */
function nestedRetries(region: Region, owner: Retry | undefined, project: Project): Retry[] {
  const inside = retriesIn(region.file, project).filter(
    retry =>
      retry !== owner &&
      retry.kind !== "task" &&
      retry.at.path === region.file.path &&
      isInside(retry.at, region) &&
      !(owner && retry.body && isInside(region, retry.body.place)) &&
      !isDecorator(retry, region.file),
  );
  return inside.filter(
    retry =>
      !inside.some(
        other => other !== retry && other.body?.place.path === region.file.path && isInside(retry.at, other.body.place),
      ),
  );
}

function isDecorator(retry: Retry, file: FileSummary): boolean {
  return file.functions.some(fn => fn.decorators.some(one => isInside(retry.at, one.place)));
}

/** What is left of a failure after the last attempt stays in the function. */
function isSwallowed(retry: Retry, region: Region, project: Project): boolean {
  if (callsIn(region).some(({ call }) => call.caught && isInside(retry.at, call.place))) return true;
  if (retry.kind !== "loop") return false;
  const file = project.file(retry.at.path);
  const fn = file?.functions.find(one => one.id === retry.functionId);
  return fn !== undefined && !fn.throws;
}

function offOf(record: RetryRecord, home: FileSummary, file: FileSummary, row: BuiltInRetryRow): Layer["off"] {
  const edit = amplificationOf(home)?.clients.find(client => client.callee === record.start)?.off;
  if (!edit) return undefined;
  return {
    title: l10n.t("Turn the retries of {0} off", row.title),
    edits: [home === file ? edit : { ...edit, path: home.path }],
  };
}

function amplificationOf(file: FileSummary): AmplificationRecord | undefined {
  return ((file.concepts["Amplification"] ?? []) as AmplificationRecord[])[0];
}
