/** Settings that repeat what other files do: Celery's acknowledgement and beat, HTTP clients that retry by themselves. */
import type { Call, Node } from "../../../ir/nodes.ts";
import { walk } from "../../../ir/walk.ts";
import { RETRYING_CLIENTS } from "../../../libraries/delivery.ts";
import type { FileModel } from "../../../semantics/file-model.ts";
import type { SettingRecord } from "../task.ts";

const ACKS_LATE = /^(CELERY_)?(task_acks_late|TASK_ACKS_LATE|ACKS_LATE)$/u;

export function settingsOf(file: FileModel): SettingRecord[] {
  const found = retryingClients(file);
  if (!file.python) return found;
  const beat = /beat_schedule/iu.test(file.text);
  walk(file.module, node => {
    if (
      beat &&
      node.kind === "property" &&
      node.key === "task" &&
      node.value.kind === "literal" &&
      typeof node.value.value === "string"
    )
      found.push({ name: "beat", value: node.value.value, place: file.place(node) });
    const named = namedValue(node);
    if (named?.name === undefined || !ACKS_LATE.test(named.name) || named.value.kind !== "literal") return;
    if (node.parent?.parent?.kind !== "decorator")
      found.push({ name: "task_acks_late", value: named.value.value === true, place: file.place(node) });
  });
  return found;
}

function namedValue(node: Node): { name: string | undefined; value: Node } | undefined {
  switch (node.kind) {
    case "argument":
      return { name: node.name, value: node.value };
    case "property":
      return { name: node.key, value: node.value };
    case "assign":
      return node.targets[0] && { name: targetName(node.targets[0]), value: node.value };
    case "declare":
      return node.value && { name: targetName(node.target), value: node.value };
    default:
      return undefined;
  }
}

/** Clients made to repeat requests that are not idempotent. */
function retryingClients(file: FileModel): SettingRecord[] {
  return file.calls.flatMap(call => {
    const library = file.libraryNameOf(call.callee);
    const row = library === undefined ? undefined : RETRYING_CLIENTS.find(one => one.library.test(library));
    return row && repeatsPost(call, row.methods, file)
      ? [{ name: "retrying-client", value: row.client, place: file.place(call) }]
      : [];
  });
}

/** The option that lists the methods has POST in it, or lifts the restriction; with no such option the library repeats POST by default. */
function repeatsPost(call: Call, methods: readonly string[], file: FileModel): boolean {
  if (methods.length === 0) return true;
  return methods.some(name => {
    const value = file.keyword(call, name)?.value;
    if (!value) return false;
    const known = file.valueOf(value);
    return known.kind === "literal" ? !known.value : /["']POST["']/u.test(file.source(known));
  });
}

function targetName(target: Node): string | undefined {
  return target.kind === "name" || target.kind === "member" ? target.name : undefined;
}
