/** What code says of the processes that run it: a server's configuration, calls that start more of them. */
import type { Call, Expression, Span } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import { PROCESS_CALLS, PROCESS_FILES, SERVERLESS_FRAMEWORK } from "../../libraries/deployments.ts";
import type { DeploymentFact } from "../../project/summary.ts";
import type { FileModel } from "../../semantics/file-model.ts";

export interface ProcessRecord extends Span {
  fact?: DeploymentFact;
  /** The app is built as a server that its owner runs: `output: "standalone"`. */
  ownServer?: true;
}

const NEXT_CONFIG = /(?:^|\/)next\.config\.[cm]?[jt]s$/u;

export function processesIn(model: FileModel): ProcessRecord[] {
  return [...configured(model), ...started(model), ...ownServers(model)];
}

function configured(model: FileModel): ProcessRecord[] {
  const kind = PROCESS_FILES.find(one => one.file.test(model.path));
  if (!kind) return [];
  const records: ProcessRecord[] = [];
  walk(model.module, node => {
    const [key, value] =
      node.kind === "property"
        ? [node.key, node.value]
        : node.kind === "declare" && node.target.kind === "name"
          ? [node.target.name, node.value]
          : node.kind === "assign" && node.targets[0]?.kind === "name"
            ? [node.targets[0].name, node.value]
            : [undefined, undefined];
    if (key === undefined || !value || !kind.key.test(key)) return;
    const record = recordOf(node, value, kind.program, model);
    if (record) records.push(record);
  });
  return records.slice(0, 1);
}

function started(model: FileModel): ProcessRecord[] {
  return model.calls.flatMap((call): ProcessRecord[] => {
    const row = rowOf(call, model);
    if (!row) return [];
    if (row.count === undefined) {
      const why = model.source(call.callee);
      return [{ start: call.start, end: call.end, fact: { kind: "workers", why, place: model.place(call) } }];
    }
    const argument = model.keyword(call, row.count);
    const record = argument && recordOf(argument, argument.value, row.call.split(".")[0]!, model);
    return record ? [record] : [];
  });
}

function rowOf(call: Call, model: FileModel) {
  const name = model.libraryNameOf(call);
  return name === undefined ? undefined : PROCESS_CALLS.find(one => one.call === name);
}

/** `4`, `"max"`, `cpu_count() * 2 + 1`: more than one; a number from the environment is not known. */
function recordOf(at: Span, value: Expression, program: string, model: FileModel): ProcessRecord | undefined {
  const known = model.valueOf(value);
  const place = model.place(at);
  const why = `${program} ${model.source(at).replaceAll(/\s+/gu, " ").slice(0, 60)}`;
  if (known.kind === "literal" && typeof known.value === "number") {
    const several = known.value > 1 || known.value === 0 || known.value === -1;
    const count = known.value > 1 ? { count: known.value } : {};
    return several ? { start: at.start, end: at.end, fact: { kind: "workers", why, place, ...count } } : undefined;
  }
  const processors = /cpu_?count|cpus\(|availableParallelism|["']max["']/iu.test(model.source(known));
  return processors ? { start: at.start, end: at.end, fact: { kind: "workers", why, place } } : undefined;
}

function ownServers(model: FileModel): ProcessRecord[] {
  if (!NEXT_CONFIG.test(model.path) || !SERVERLESS_FRAMEWORK.ownServer.test(model.text)) return [];
  return [{ start: 0, end: 0, ownServer: true }];
}
