/** Which client a query is sent with: one that sees every row, one bound to a user, one bound to a tenant. */
import type { FilePlace } from "../../finding.ts";
import {
  type ClientKind,
  CLIENT_CONSTRUCTORS,
  plainLibraryName,
  SCOPED_TRANSACTION,
  SQL_DRIVER,
} from "../../libraries/query-clients.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary, FunctionRecord } from "../../project/summary.ts";
import type { AccessPath } from "../../semantics/access-path.ts";
import type { FlowRecord } from "./flow.ts";
import type { ClientRecord } from "./made-clients.ts";
import type { QueryRecord } from "./query.ts";
import type { Tenancy } from "./tenancy.ts";

export interface Client {
  kind: ClientKind;
  /** False when only a name says so. */
  proved: boolean;
  place?: FilePlace;
}

const MAX_DEPTH = 8;

export class Clients {
  readonly #project: Project;
  readonly #tenancy: Tenancy;

  constructor(project: Project, tenancy: Tenancy) {
    this.#project = project;
    this.#tenancy = tenancy;
  }

  of(record: QueryRecord, file: FileSummary): Client {
    // SECURITY DEFINER: whoever asks, the body runs as its owner.
    if (record.body?.definer) return { kind: "service-role", proved: true };
    if (record.library === "sql")
      return record.driver !== undefined || SQL_DRIVER.test(this.#project.libraryNameOf(record.client, file) ?? "")
        ? { kind: "plain", proved: true }
        : { kind: "unknown", proved: false };
    if (record.library !== "postgrest")
      return this.#isScopedOrm(record, file) ? { kind: "tenant", proved: true } : { kind: "plain", proved: true };
    const configured = this.#project.settings.adminClients?.some(name => record.clientText.startsWith(name));
    if (configured) return { kind: "service-role", proved: true };
    const traced =
      this.#heldBy(file, record.clientText, record.function) ?? this.#trace(record.client, file, record.function, 0);
    // Clients of one file that disagree are known to be unknown: no name decides between them.
    if (traced && (traced.kind !== "unknown" || traced.proved)) return traced;
    return /admin|service_?(?:role|client)/iu.test(record.clientText)
      ? { kind: "service-role", proved: false }
      : { kind: "unknown", proved: false };
  }

  /** The client that a function makes or gets, whatever it hands out of it. */
  madeBy(fn: FunctionRecord, file: FileSummary): Client | undefined {
    const made = this.#madeIn(file, fn.id);
    if (made) return made;
    for (const call of fn.calls) {
      const traced = this.#trace(call.path && { ...call.path, steps: [...call.path.steps, "()"] }, file, fn.id, 1);
      if (traced && traced.kind !== "unknown") return traced;
    }
    return undefined;
  }

  /** `prismaFor(organizationId).x`, or the transaction of `db.rls(tx => …)`: the client carries the tenant or the user. */
  #isScopedOrm(record: QueryRecord, file: FileSummary): boolean {
    if (record.client?.root === "parameter") {
      const owner = file.functions.find(fn => fn.id === record.client?.owner);
      return owner?.passedTo.some(one => one.path?.steps.some(step => SCOPED_TRANSACTION.test(step))) ?? false;
    }
    return this.#trace(record.client, file, record.function, 0)?.kind === "tenant";
  }

  /** `seen` holds the functions that this question has gone through: one that leads to itself has nothing new to say. */
  #trace(
    path: AccessPath | undefined,
    file: FileSummary,
    within: string,
    depth: number,
    seen = new Set<FunctionRecord>(),
  ): Client | undefined {
    if (!path || depth > MAX_DEPTH) return undefined;
    const call = path.steps.indexOf("()");
    const symbol = call < 0 ? path : { ...path, steps: path.steps.slice(0, call) };
    if (path.root === "parameter") return this.#parameter(path, file, depth, seen);
    const found = this.#project.resolve(symbol, file);
    switch (found.kind) {
      case "library":
        return this.#made(file, within, found.name);
      case "function": {
        if (found.value.parameters.some(one => this.#tenancy.isTenantText(one.name)))
          return { kind: "tenant", proved: true };
        const made = this.#madeIn(found.file, found.value.id);
        if (made) return made;
        if (seen.has(found.value)) return undefined;
        seen.add(found.value);
        for (const result of found.value.returns) {
          const traced = this.#trace(result, found.file, found.value.id, depth + 1, seen);
          if (traced) return traced;
        }
        return this.#only(found.file);
      }
      case "variable":
        return (
          this.#heldBy(found.file, found.value.name) ??
          (found.value.value && this.#trace(found.value.value, found.file, "", depth + 1, seen)) ??
          this.#only(found.file)
        );
      case "class": {
        const constructor = found.file.functions.find(
          fn => fn.className === found.value.name && (fn.method === "constructor" || fn.name === "__init__"),
        );
        return constructor?.parameters.some(one => this.#tenancy.isTenantText(one.name))
          ? { kind: "tenant", proved: true }
          : undefined;
      }
      default:
        return undefined;
    }
  }

  /** A client handed in: what all callers hand in, when they agree. */
  #parameter(path: AccessPath, file: FileSummary, depth: number, seen: Set<FunctionRecord>): Client | undefined {
    const name = path.steps[0]?.slice(1) ?? "";
    const fn = file.functions.find(one => one.id === path.owner);
    const position = fn?.parameters.findIndex(one => one.name === name) ?? -1;
    if (!fn || path.steps.length > 1) return undefined;
    const kinds = new Map<ClientKind, Client>();
    for (const site of this.#project.callersOf(file, fn.id).slice(0, 12)) {
      const shift = fn.parameters[0]?.name === "self" ? 1 : 0;
      const argument = site.call.arguments.find(
        one => one.name === name || (one.name === undefined && one.position === position - shift),
      );
      const client = this.#trace(argument?.value.path, site.file, site.caller.id, depth + 1, seen);
      if (client) kinds.set(client.kind, client);
    }
    return kinds.size === 1 ? [...kinds.values()][0] : undefined;
  }

  #flows(file: FileSummary): FlowRecord[] {
    return (file.concepts["ScopeFlow"] ?? []) as FlowRecord[];
  }

  /** The client that a constructor call in this function, or at top level, made. */
  #made(file: FileSummary, within: string, library: string): Client | undefined {
    const row = CLIENT_CONSTRUCTORS.find(one => one.name === plainLibraryName(library));
    if (!row) return undefined;
    if (row.kind === "user") return { kind: "user", proved: true };
    const flows = this.#flows(file);
    const own = flows
      .filter(flow => within === flow.function || within.startsWith(`${flow.function}.`))
      .flatMap(flow => flow.clients);
    const candidates = own.some(one => one.constructorName === row.name) ? own : flows.flatMap(flow => flow.clients);
    return agreed(
      candidates.filter(one => one.constructorName === row.name),
      file,
    );
  }

  #madeIn(file: FileSummary, functionId: string): Client | undefined {
    const clients = this.#flows(file)
      .filter(flow => flow.function === functionId)
      .flatMap(flow => flow.clients);
    return agreed(clients, file);
  }

  /** The client that a variable was made with, at top level or around `within`, whatever else is made there. */
  #heldBy(file: FileSummary, name: string, within = ""): Client | undefined {
    const around = (id: string) => id === within || within.startsWith(`${id}.`);
    const own = this.#flows(file).filter(flow => (within === "" ? flow.function === "" : around(flow.function)));
    return agreed(
      own.flatMap(flow => flow.clients).filter(client => client.held === name),
      file,
    );
  }

  /** Lazy singletons and proxies: the only client that the file makes. */
  #only(file: FileSummary): Client | undefined {
    return agreed(
      this.#flows(file).flatMap(flow => flow.clients),
      file,
    );
  }
}

function agreed(clients: readonly ClientRecord[], file: FileSummary): Client | undefined {
  const roles = new Set(clients.map(client => client.role));
  const [client] = clients;
  if (!client) return undefined;
  if (roles.size > 1) return { kind: "unknown", proved: true };
  const place = { ...client.place, path: file.path };
  if (client.role === "service-role") return { kind: "service-role", proved: true, place };
  if (client.role === "user") return { kind: "user", proved: true, place };
  if (client.role === "anonymous")
    return file.language === "python"
      ? { kind: "unknown", proved: false, place }
      : { kind: "user", proved: true, place };
  // A server's own client whose key has a neutral name speaks for no user.
  return file.language === "python"
    ? { kind: "backend", proved: false, place }
    : { kind: "unknown", proved: false, place };
}
