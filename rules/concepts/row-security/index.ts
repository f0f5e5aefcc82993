export { type Policy, policyConcept } from "./policy.ts";
export { type TableSecurity, tableSecurity } from "./table-security.ts";
export { type ViewSecurity, viewSecurity } from "./view-security.ts";
