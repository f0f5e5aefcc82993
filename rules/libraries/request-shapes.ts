/**
 * How frameworks hand a request to a function, and how code bases name what guards it. Names are conventions; what they
 * decide is never more than "the value comes from outside", "the value comes from the session", "an operator calls this".
 */

/** Exported functions of a route file that answer a method. Source: Next.js 15 docs, route handlers; SvelteKit +server.ts. */
export const HTTP_METHODS = new Set(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"]);

/** Route files. Source: Next.js 15 app router and pages router, SvelteKit. */
export const ROUTE_FILE = /(?:^|\/)(?:route|\+server|\+page\.server)\.[cm]?[jt]sx?$|(?:^|\/)pages\/api\/.+\.[jt]sx?$/u;

/** Server-rendered pages, which get the path's parameters. Source: Next.js 15 docs, page and layout files. */
export const PAGE_FILE = /(?:^|\/)(?:page|layout)\.[jt]sx?$/u;

/** Functions at the edge: `Deno.serve(async req => …)`. Source: Supabase Edge Functions, folder layout. */
export const EDGE_FILE = /(?:^|\/)supabase\/functions\/[^/]+\/index\.[jt]s$/u;

/** Methods of routers and apps whose last argument is a handler: Express 5, Hono 4, Fastify 5, Koa router, itty-router. */
export const ROUTE_METHODS = new Set(["get", "post", "put", "patch", "delete", "all", "route", "on", "options"]);

/** Builders whose callback is called with checked input. Source: next-safe-action 8 (`action`), tRPC 11 (`query`, `mutation`). */
export const PROCEDURE_METHODS = new Set(["action", "stateAction", "mutation", "query"]);

/** Decorators of handlers: FastAPI, Flask, Starlette, Django REST framework, NestJS. */
export const ROUTE_DECORATORS = new Set([
  "get",
  "post",
  "put",
  "patch",
  "delete",
  "route",
  "api_route",
  "websocket",
  "api_view",
  "action",
  "Get",
  "Post",
  "Put",
  "Patch",
  "Delete",
  "All",
]);

/** Methods that Django and Django REST framework call. Source: Django 5.2 views/generic/base.py, DRF 3.16 viewsets.py. */
export const VIEW_METHODS = new Set([
  "get",
  "post",
  "put",
  "patch",
  "delete",
  "list",
  "create",
  "retrieve",
  "update",
  "partial_update",
  "destroy",
]);

/** Parts of a request that its sender chooses. */
export const CLIENT_PARTS = new Set([
  "params",
  "searchParams",
  "query",
  "body",
  "input",
  "rawInput",
  "parsedInput",
  "json",
  "formData",
  "nextUrl",
  "url",
  "data",
  "POST",
  "GET",
  "query_params",
  "path_params",
  "form",
  "args",
  "files",
  "FILES",
  "payload",
  "args_",
  "values",
  "param",
  "req",
  "request",
  "clientInput",
  "bindArgsParsedInputs",
]);

/** Parts that the server fills after it has checked who calls. */
export const SESSION_PARTS =
  /^(?:user|auth|current_?user|me|viewer|principal|identity|actor|jwt|claims|locals|userId|user_id)$/iu;

/** A value that names the calling person. */
export const PERSON =
  /(?:^|\.)(?:user|auth|viewer|principal|identity|current_?user|me|actor|claims|session\.user)(?:$|[.(])|session\.userId|get_?(?:current_?)?user|getSession|getUser|userId\(|requireUser|getAuth|auth\(/iu;

/** A value that names the calling person and is no part of the request's own data. */
export function isPersonKey(key: string): boolean {
  const last = key.slice(key.lastIndexOf(".") + 1);
  const asked = key.split(".").some(part => CLIENT_PARTS.has(part));
  return !asked && (PERSON.test(key) || /^(?:current_?)?user_?id$/iu.test(last));
}

/** Calls whose result the server makes: a stored procedure, another service. */
export const SERVER_CALL = /\.rpc$|^(?:fetch|axios|requests|httpx|got|ky)(?:$|\.)/u;

/** Calls, wrappers and decorators that let only the system or the operator in. */
export const SYSTEM_GATE =
  /qstash|cron|verif\w{0,60}signature|signature|constructEvent|timingSafeEqual|compare_digest|hmac|svix|internal_?(?:auth|only|api|key|secret|request|call)|service_?(?:auth|token)|worker_?(?:auth|secret|token)|isAdmin$|super_?(?:admin|user)|platform_?admin|is_?staff|instance_?admin|global_?admin|system_?admin|withAdmin|admin_?auth|license|InstanceAdmin/iu;

/** Folders whose code the operator runs. */
export const OPERATOR_FILE =
  /(?:^|\/)(?:scripts?|seeds?|(?:seed|test|debug|dev)-[\w-]+|migrations?|tests?|__tests__|__mocks__|e2e|fixtures?|cypress|playwright|management\/commands|cron|crons|bin|tools|cli|benchmarks?|examples?|factories|internal|back-?office|super-?admin)\/|(?:^|\/)(?:seed|test_|conftest)\w*\.|[._](?:test|spec|stories|seed)\.[cm]?[jt]sx?$|_test\.py$/iu;

/** Comparing a caller's proof with a secret that only the system has. */
export const SECRET_COMPARISON = /timingSafeEqual|compare_digest|constructEvent|verify\w{0,60}signature|hmac/iu;

/** Text of a secret that a comparison names: `process.env.CRON_SECRET`, `settings.INTERNAL_TOKEN`. */
export const SECRET_TEXT =
  /(?:env|environ|getenv|settings|config)\b.{0,200}(?:secret|token|api_?key|password)|(?:cron|internal|webhook|service|worker|shared)_?(?:secret|token|key)/iu;

/** Folders and guards of an administration, whose reach may well be all tenants. */
export const ADMINISTRATION =
  /(?:^|\/)(?:\(?admin\)?|super-?admin|platform|back-?office|staff)\/|require_?admin|is_?admin\b|admin_?only|check_?admin|admin_?access/iu;

/** Names of functions that make a client for one tenant. */
export const TENANT_FACTORY = /client|supabase|db|scoped|for_?(?:tenant|site|org|workspace|team)/iu;

/** Names of functions that stop a caller who may not touch a row. */
export const GUARD_NAME =
  /(?:ensure|verify|assert|require|check|authori[sz]e|validate|guard|can|has|is|get|find|load|fetch|resolve)\w{0,60}(?:access|owner|ownership|permission|member|membership|belongs|allowed|tenant|scope)|OrThrow$|_or_404$|_or_403$/iu;

/** Names of calls that let a caller through or stop him, whatever they are handed. */
export const CHECK_NAME =
  /access|verif|check|valid|member|permission|\bcan|\bhas|ensure|assert|require|authori|belongs|owns|guard|allowed/iu;

/** Calls that only tell others what happened. */
export const TELLING =
  /log|track|audit|metric|captur|info$|debug$|warn|error$|emit|publish|send|notif|trigger|enqueue|analytics/iu;

/** Columns whose value is a secret or an outside system's id: whoever knows it is entitled to the row. */
export const ENTITLING_COLUMN =
  /token|secret|hash|api_?key|signature|invite|otp|nonce|stripe|external|provider|subscription|customer_?id|client_?id$|session_?id$|message_?id$|webhook_?id$|payment|checkout|shopify|slack|thread/iu;

/** Columns by which a tenant is looked up before it is known. */
export const LOOKUP_COLUMN =
  /^(?:slug|domain|subdomain|host|hostname|email|phone|username|handle|short_?code|public_?id|share_?id|code|name|url|key|type|status)$|_?(?:slug|domain|email)$/iu;

/** Files and functions in which an invited person joins. */
export const ACCEPTING = /accept|join|redeem|sign-?_?up|onboard|register/iu;

/** Columns that hold a time: sweeping out what is over is housekeeping for all tenants. */
export const TIME_COLUMN = /expir|until|deadline|valid_?to|ttl|purge|retention|_at$|At$|_date$|Date$|timestamp/u;

/** Columns by which rows are meant for more than their owner. */
export const SHARED_COLUMN = /public|shar|global|default|system|template|visib|scope|null|open|built_?in|everyone/iu;

/** Columns by which an owner lets everyone see a row. */
export const PUBLISHED_COLUMN = /public|publish|\bshared\b|is_?shared|is_?listed|visib/iu;
