import { QUERY_TRIGGERS } from "../../libraries/queries.ts";
import type { ConceptKind } from "../concept.ts";
import { completeQuery } from "./complete.ts";
import type { Query, QueryRecord } from "./query.ts";
import { recogniseQueries } from "./recognise.ts";

export const queryConcept: ConceptKind<QueryRecord, Query> = {
  name: "Query",
  triggers: () => QUERY_TRIGGERS,
  recognise: recogniseQueries,
  complete: completeQuery,
};

export { scopeEnforcement } from "./enforcement.ts";
export { scopeFlow } from "./flow.ts";
export { type SessionSetting, sessionSetting } from "./session-setting.ts";
export type { Query } from "./query.ts";
export { type MappedQuery, type TenantMap, tenantMap, type TenantTable } from "./tenant-map.ts";
