/** How web frameworks hang handlers, middleware and sub-routers into their routers. No logic beyond look-up. */

export type Framework =
  | "next"
  | "express"
  | "koa"
  | "hono"
  | "itty-router"
  | "fastify"
  | "nest"
  | "workers"
  | "deno"
  | "fastapi"
  | "flask"
  | "django"
  | "rest-framework"
  | "action";

export interface RouterRow {
  framework: Framework;
  /** Library names of the calls that make an application or a router. */
  makes: readonly string[];
  /** Names of types of routers, for parameters: `function routes(app: FastifyInstance)`. */
  types?: readonly string[];
  /** Middleware holds for the routes that are registered after it; otherwise for all of its router. */
  ordered: boolean;
  source: string;
}

export const ROUTERS: readonly RouterRow[] = [
  {
    framework: "express",
    makes: [
      "express.default()",
      "express()",
      "express.Router()",
      "express.default.Router()",
      "express-promise-router.default()",
      "express-promise-router()",
    ],
    types: ["Express", "Application", "Router", "IRouter"],
    ordered: true,
    source: "express@5 lib/application.js, router@2 index.js (use, route)",
  },
  {
    framework: "koa",
    makes: ["@koa/router.default()", "@koa/router()", "koa-router.default()", "koa-router()"],
    ordered: true,
    source: "@koa/router@13 lib/router.js (use, prefix, verbs)",
  },
  {
    framework: "hono",
    makes: ["hono.Hono()", "hono/tiny.Hono()", "hono/quick.Hono()", "@hono/zod-openapi.OpenAPIHono()"],
    types: ["Hono", "OpenAPIHono"],
    ordered: true,
    source: "hono@4 src/hono-base.ts (use, route, basePath, on)",
  },
  {
    framework: "itty-router",
    makes: ["itty-router.Router()", "itty-router.AutoRouter()", "itty-router.IttyRouter()"],
    ordered: true,
    source: "itty-router@5 src/AutoRouter.ts",
  },
  {
    framework: "fastify",
    makes: ["fastify.default()", "fastify()", "fastify.fastify()"],
    types: ["FastifyInstance"],
    ordered: true,
    source: "fastify@5 docs/Reference/Routes.md, Plugins.md, Hooks.md",
  },
  {
    framework: "fastapi",
    makes: ["fastapi.FastAPI()", "fastapi.APIRouter()", "fastapi.routing.APIRouter()"],
    types: ["FastAPI", "APIRouter"],
    ordered: false,
    source: "fastapi 0.142 routing.py (APIRouter, include_router: prefix, dependencies)",
  },
  {
    framework: "flask",
    makes: ["flask.Flask()", "flask.Blueprint()", "flask.blueprints.Blueprint()", "quart.Quart()", "quart.Blueprint()"],
    types: ["Flask", "Blueprint"],
    ordered: false,
    source: "flask 3.1 sansio/scaffold.py (route, before_request), sansio/app.py (register_blueprint)",
  },
];

/** Members of routers that register a handler, with the method; "" for those that take it otherwise. */
export const ROUTE_VERBS: ReadonlyMap<string, string> = new Map([
  ["get", "GET"],
  ["post", "POST"],
  ["put", "PUT"],
  ["patch", "PATCH"],
  ["delete", "DELETE"],
  ["del", "DELETE"],
  ["options", "OPTIONS"],
  ["head", "HEAD"],
  ["all", "*"],
]);

/** Options of a Fastify route that run before its handler. Source: fastify@5 docs/Reference/Hooks.md. */
export const BEFORE_HANDLER: readonly string[] = [
  "onRequest",
  "preParsing",
  "preValidation",
  "preHandler",
  "beforeHandler",
];

/** Per-route limits of @fastify/rate-limit: `{ config: { rateLimit: { … } } }`. Source: DOMAIN.md §3.2. */
export const ROUTE_LIMIT = { options: "config", key: "rateLimit" } as const;

/** NestJS. Source: @nestjs/common@11 decorators/http, decorators/core; @nestjs/core constants.ts (APP_GUARD). */
export const NEST = {
  controller: "@nestjs/common.Controller()",
  verbs: new Map([
    ["@nestjs/common.Get()", "GET"],
    ["@nestjs/common.Post()", "POST"],
    ["@nestjs/common.Put()", "PUT"],
    ["@nestjs/common.Patch()", "PATCH"],
    ["@nestjs/common.Delete()", "DELETE"],
    ["@nestjs/common.Options()", "OPTIONS"],
    ["@nestjs/common.Head()", "HEAD"],
    ["@nestjs/common.All()", "*"],
  ]) as ReadonlyMap<string, string>,
  guards: ["@nestjs/common.UseGuards()", "@nestjs/common.UseInterceptors()"] as readonly string[],
  appGuard: "@nestjs/core.APP_GUARD",
  globalMembers: ["useGlobalGuards", "useGlobalInterceptors"] as readonly string[],
  prefixMember: "setGlobalPrefix",
} as const;

/** Django and Django REST framework. Source: Django 5.2 urls/conf.py, DRF 3.18 routers.py, decorators.py, views.py. */
export const DJANGO = {
  paths: ["django.urls.path()", "django.urls.re_path()", "django.conf.urls.url()"] as readonly string[],
  include: ["django.urls.include()", "django.conf.urls.include()"] as readonly string[],
  routers: ["rest_framework.routers.DefaultRouter()", "rest_framework.routers.SimpleRouter()"] as readonly string[],
  view: "as_view",
  apiView: "rest_framework.decorators.api_view()",
  methodDecorator: "django.utils.decorators.method_decorator()",
  throttles: "throttle_classes",
  defaultThrottles: "DEFAULT_THROTTLE_CLASSES",
  /** Base classes of views, by the last name: views of packages derive from views of packages. */
  baseName: /(?:View|ViewSet|ViewSetMixin|APIView|Viewset|Endpoint)$/u,
} as const;

/** Methods of view classes, with the HTTP method that reaches them. Source: Django views/generic/base.py, DRF viewsets.py. */
export const VIEW_METHOD_VERBS: ReadonlyMap<string, string> = new Map([
  ["get", "GET"],
  ["post", "POST"],
  ["put", "PUT"],
  ["patch", "PATCH"],
  ["delete", "DELETE"],
  ["list", "GET"],
  ["retrieve", "GET"],
  ["create", "POST"],
  ["update", "PUT"],
  ["partial_update", "PATCH"],
  ["destroy", "DELETE"],
]);

/** Parts of FastAPI's signatures that name a dependency. Source: fastapi 0.142 params.py. */
export const DEPENDENCY_CALLS: readonly string[] = ["Depends", "Security"];

/** Middleware of libraries that lets every request through, by package: it can be told apart from a limiter. */
export const HARMLESS_PACKAGES: ReadonlySet<string> = new Set([
  "express",
  "cors",
  "helmet",
  "morgan",
  "compression",
  "body-parser",
  "cookie-parser",
  "express-session",
  "cookie-session",
  "multer",
  "passport",
  "express-validator",
  "express-async-handler",
  "serve-static",
  "hono",
  "@hono/zod-validator",
  "@fastify/cors",
  "@fastify/helmet",
  "@fastify/cookie",
  "@fastify/jwt",
  "@fastify/multipart",
  "@nestjs/common",
  "@nestjs/passport",
  "@nestjs/platform-express",
  "@nestjs/swagger",
  "next-auth",
  "zod",
  "fastapi",
  "starlette",
  "flask",
  "flask_login",
  "flask_cors",
  "flask_jwt_extended",
  "django",
  "rest_framework",
  "functools",
  "fastapi_cache",
]);

/** What a request must bring along so that nobody but a known machine gets past it. */
export const PROBE_PATH =
  /^\/?$|(?:^|\/)(?:health|healthz|healthcheck|health-check|ready|readyz|readiness|live|livez|liveness|ping|status|metrics|version|up|heartbeat|robots\.txt|favicon\.ico|openapi(?:\.json)?|docs|swagger|\.well-known)(?:\/|$)/iu;

/** Endpoints that another system calls: signed, or with a secret of their own. */
export const MACHINE_PATH =
  /(?:^|\/)(?:webhooks?|hooks?|callbacks?|crons?|jobs?|queues?|tasks?|workers?|internal|qstash|inngest|trigger|debug|test|dev|seed|migrate|revalidate|sentry|monitoring)(?:[-_/]|$)|[-_]webhooks?(?:\/|$)/iu;
