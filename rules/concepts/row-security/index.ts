export { type Policy, policyConcept } from "./policy.ts";
export { type TableSecurity, tableSecurity } from "./table-security.ts";
