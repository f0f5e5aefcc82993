/**
 * A view of the database API and what it shows of tables under row-level security. A view reads with its owner's rights,
 * whom no policy concerns, unless `security_invoker` makes it read with those of who asks (PostgreSQL 15, CREATE VIEW).
 */
import type { FilePlace, Place } from "../../finding.ts";
import type { Span } from "../../ir/nodes.ts";
import { PUBLISHED_COLUMN } from "../../libraries/request-shapes.ts";
import type { Project } from "../../project/project.ts";
import { findTable, type Table, type View } from "../../project/schema/schema.ts";
import { keyOf } from "../../project/schema/table-keys.ts";
import type { ConceptKind, ConceptNode } from "../concept.ts";
import { CLIENT_ROLES, exposureOf } from "./exposure.ts";
import { ownerOf, type RowOwner } from "./owner.ts";
import { readsAreOpen } from "./policy.ts";

export interface ViewRecord extends Span {
  place: Place;
  name: { name: string; schema?: string };
}

export interface ViewSecurity extends ConceptNode {
  type: "ViewSecurity";
  view: string;
  place: Place;
  materialized: boolean;
  /** A table whose policies it passes by, and whose rows these are. Absent for a view that asks who is there. */
  passes?: { table: string; owner: RowOwner; rowSecurity?: FilePlace };
}

export const viewSecurity: ConceptKind<ViewRecord, ViewSecurity> = {
  name: "ViewSecurity",
  triggers: () => ["view", "VIEW", "View"],
  recognise: () => [],
  recogniseFacts: file =>
    (file.schema?.operations ?? []).flatMap(operation =>
      operation.op === "create-view"
        ? [
            {
              start: operation.place.start,
              end: operation.place.end,
              place: operation.place,
              name: operation.view.name,
            },
          ]
        : [],
    ),
  complete(record, file, project) {
    const state = viewAt(record, file.path, project);
    const passes = state && passedBy(state, project);
    return {
      type: "ViewSecurity",
      start: record.start,
      end: record.end,
      view: record.name.name,
      place: record.place,
      materialized: state?.materialized ?? false,
      ...(passes ? { passes } : {}),
    };
  },
};

/** The view as it ends, when this statement made it so. */
function viewAt(record: ViewRecord, path: string, project: Project): View | undefined {
  const renamed = [...project.schema.views.values()];
  const view = project.schema.views.get(keyOf(record.name)) ?? renamed.find(one => one.place.path === path);
  return view?.place.path === path && view.place.start === record.place.start ? view : undefined;
}

function passedBy(view: View, project: Project): ViewSecurity["passes"] {
  if (view.securityInvoker || (view.name.schema ?? "public") !== "public") return undefined;
  if (asksWhoIsThere(view, project) || publishes(view) || isWithheld(view, project)) return undefined;
  for (const name of view.tables) {
    const table = findTable(project.schema, name);
    const owner = table && isGuarded(table) && exposureOf(project).exposes(table) ? ownerOf(table, project) : undefined;
    if (table && owner && (owner.kind === "tenant" || owner.kind === "person"))
      return { table: table.name, owner, ...(table.rls?.place ? { rowSecurity: table.rls.place } : {}) };
  }
  return undefined;
}

/** Row-level security narrows what clients read of it. */
function isGuarded(table: Table): boolean {
  return table.rls?.enabled === true && !readsAreOpen(table);
}

/**
 * `auth.uid()` or a setting in its query may be its own condition, a function of the project may hold one, and totals over
 * all rows are as a rule what a view is for: none of these is told from a leak.
 */
function asksWhoIsThere({ calls }: View, project: Project): boolean {
  return calls.some(call => {
    const name = call.slice(call.lastIndexOf(".") + 1).toLowerCase();
    return call.startsWith("auth.") || AGGREGATES.has(name) || SETTINGS.has(name) || project.schema.functions.has(name);
  });
}

/** `WHERE is_public`: rows that their owners let everyone see are what it is for. */
function publishes({ conditions }: View): boolean {
  return conditions.some(column => PUBLISHED_COLUMN.test(column));
}

const SETTINGS = new Set(["current_setting"]);
const AGGREGATES = new Set("count sum avg min max array_agg string_agg json_agg jsonb_agg bool_or bool_and".split(" "));

/** Some statement took privileges on it, or on all tables, from both of the clients' roles. */
function isWithheld(view: View, project: Project): boolean {
  const refusals = project.schema.grants.filter(
    grant =>
      !grant.grant &&
      (grant.target === "all-tables" ||
        (grant.target === "table" && grant.names.some(one => keyOf(one) === keyOf(view.name)))),
  );
  return CLIENT_ROLES.every(role => refusals.some(grant => grant.roles.includes(role)));
}
