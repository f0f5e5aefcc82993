/** Which broker an app talks to, and how long it hides a message that a worker holds. */
import type { FilePlace } from "../../finding.ts";
import { BROKERS } from "../../libraries/brokers.ts";
import { constantOf } from "../../semantics/symbolic.ts";
import type { Apps, InForce } from "./apps.ts";

export interface Broker {
  title: string;
  at: FilePlace;
  /** Told by a name or a default that the environment may change. */
  assumed: boolean;
  /** Undefined: a message stays with its worker until the connection ends. */
  visibilityMs?: number;
  /** Where the visibility timeout is set; absent for the broker's own. */
  set?: FilePlace;
  source: string;
}

/** Undefined when it is not known, or when the visibility timeout is not. */
export function brokerOf(app: string | undefined, apps: Apps): Broker | undefined {
  const addresses = apps.settingsFor(app, "broker_url").filter(one => one.record.address);
  const found = addresses.map(one => readAddress(one, apps));
  const first = found.find(one => one !== undefined);
  if (!first || found.some(one => one?.row !== first.row)) return undefined;
  const { row, at, assumed } = first;
  const own = { title: row.title, at, assumed, source: row.source };
  if (row.visibilityMs === undefined) return own;
  const raised = apps.settingsFor(app, "visibility_timeout");
  const seconds = raised.map(one => apps.constantOf(one.record.value, one.file));
  if (seconds.some(value => typeof value !== "number")) return undefined;
  // Set for development only: the other way through the settings keeps the default, which no file shows to run.
  const place = raised[0] && { ...raised[0].record.place, path: raised[0].file.path };
  const least = Math.min(...(seconds as number[]));
  return {
    ...own,
    visibilityMs: place ? least * 1000 : row.visibilityMs,
    ...(place ? { set: place } : {}),
  };
}

function readAddress(one: InForce, apps: Apps) {
  const address = one.record.address!;
  const at = { ...one.record.place, path: one.file.path };
  if (address.scheme !== undefined) return rowOf(address.scheme, at, address.assumed);
  const given = address.path && referenced(one, apps);
  if (given !== undefined) return rowOf(given, at, true);
  const row = BROKERS.find(other => other.names.test(address.name ?? ""));
  return row && { row, at, assumed: true };
}

function rowOf(scheme: string, at: FilePlace, assumed: boolean) {
  const row = BROKERS.find(other => other.scheme.test(scheme));
  return row && { row, at, assumed };
}

/** The value of a constant or of a settings class's member in another file. */
function referenced(one: InForce, apps: Apps): string | undefined {
  const path = one.record.address!.path!;
  const { project } = apps;
  const plain = constantOf(project.reduce({ kind: "reference", path }, one.file));
  if (typeof plain === "string") return plain;
  const owner = project.classOf({ ...path, steps: path.steps.slice(0, -1) }, one.file);
  const member = owner?.value.members.find(other => other.name === path.steps.at(-1)?.slice(1));
  const value = member?.constant && constantOf(project.reduce(member.constant, owner!.file));
  return typeof value === "string" ? value : undefined;
}
