/**
 * A setting of the database session that says whose rows may be seen, set for as long as the connection lives. A pooled
 * connection outlives the request: whoever gets it next runs as this tenant (DOMAIN 4.2).
 */
import type { Place } from "../../finding.ts";
import type { Call, Expression, Span } from "../../ir/nodes.ts";
import { DEDICATED_CONNECTION, POOLED_CONNECTION } from "../../libraries/query-clients.ts";
import { SESSION_SETTING, SESSION_TRIGGERS, SQL_RUNNERS, SQL_TAGS } from "../../libraries/queries.ts";
import type { FileSummary } from "../../project/summary.ts";
import type { Project } from "../../project/project.ts";
import type { AccessPath } from "../../semantics/access-path.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import type { ConceptKind, ConceptNode } from "../concept.ts";
import { ScopeProver } from "./scope.ts";

export interface SessionSettingRecord extends Span {
  /** `app.current_tenant`. */
  name: string;
  at: Place;
  client?: AccessPath;
  /** The client is Prisma or an SQLAlchemy session by its method, which takes connections from a pool. */
  pooled: boolean;
  /** Offsets of the word that a local setting has otherwise, and that word. */
  repair?: Span & { text: string };
}

export interface SessionSetting extends ConceptNode {
  type: "SessionSetting";
  name: string;
  at: Place;
  /** It names the tenant, or whom the tenant's policies ask for. */
  tenant: boolean;
  /** Unknown: nothing says where the connection comes from. */
  connection: "pooled" | "dedicated" | "unknown";
  repair?: Span & { text: string };
}

export const sessionSetting: ConceptKind<SessionSettingRecord, SessionSetting> = {
  name: "SessionSetting",
  triggers: () => SESSION_TRIGGERS,
  recognise,
  complete,
};

function recognise(model: FileModel): SessionSettingRecord[] {
  if (!SESSION_TRIGGERS.some(word => model.text.includes(word))) return [];
  const found: SessionSettingRecord[] = [];
  for (const call of model.calls) {
    const { callee } = call;
    const text = callee.kind === "member" && SQL_RUNNERS.has(callee.name) ? textOf(call, model) : undefined;
    if (text && callee.kind === "member") found.push(...read(text, callee.object, call, model));
  }
  for (const node of model.nodesOf("template"))
    if (node.tag?.kind === "member" && SQL_TAGS.has(node.tag.name))
      found.push(...read(node, node.tag.object, node, model));
  return found;
}

/** The text of the statement, also in `text("…")`. */
function textOf(call: Call, model: FileModel): Expression | undefined {
  const first = call.args[0] && model.valueOf(call.args[0].value);
  return first?.kind === "call" && first.args[0] ? model.valueOf(first.args[0].value) : first;
}

function read(text: Expression, client: Expression, at: Expression, model: FileModel): SessionSettingRecord[] {
  if (text.kind !== "literal" && text.kind !== "template") return [];
  const source = model.source(text);
  const match = SESSION_SETTING.exec(source);
  const [whole, set, plainName, called] = match ?? [];
  const name = plainName ?? called;
  // Who gives the connection back as it was leaves nothing behind.
  if (!match || name === undefined || /\b(?:RESET|DISCARD ALL|reset_all)\b/u.test(unitText(at, model))) return [];
  const start = text.start + match.index;
  const path = model.pathOf(client);
  return [
    {
      start: at.start,
      end: at.end,
      name,
      at: model.place({ start, end: start + whole!.length }),
      ...(path ? { client: path } : {}),
      pooled:
        /\$|session|prisma/iu.test(model.source(client)) ||
        (at.kind === "template" && /\$/u.test(model.source(at).slice(0, 40))),
      repair:
        set === undefined
          ? { start: start + whole!.lastIndexOf("false"), end: start + whole!.lastIndexOf("false") + 5, text: "true" }
          : { start, end: start + set.length, text: "SET LOCAL" },
    },
  ];
}

function unitText(node: Expression, model: FileModel): string {
  return model.source(model.outermostFunction(node) ?? node);
}

function complete(record: SessionSettingRecord, file: FileSummary, project: Project): SessionSetting {
  const { tenancy } = ScopeProver.of(project);
  const library = project.libraryNameOf(record.client, file) ?? "";
  const last = record.name.slice(record.name.lastIndexOf(".") + 1);
  return {
    type: "SessionSetting",
    start: record.start,
    end: record.end,
    name: record.name,
    at: record.at,
    tenant: tenancy.known && (tenancy.isTenantText(last) || tenancy.isTenantColumn(last) || /tenant|org/iu.test(last)),
    connection: DEDICATED_CONNECTION.test(library)
      ? "dedicated"
      : record.pooled || POOLED_CONNECTION.test(library)
        ? "pooled"
        : "unknown",
    ...(record.repair ? { repair: record.repair } : {}),
  };
}
