import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { routesOf } from "../../rules/concepts/route/route-table.ts";
import { analyse } from "../../rules/analyse.ts";
import { Project } from "../../rules/project/project.ts";

/** `POST /orders: auth > limit > create`, in path order. */
function routes(files: Record<string, string>): string[] {
  const project = Project.link(Object.entries(files).map(([path, text]) => analyse(path, text)));
  return routesOf(project).map(({ title, way, handler }) =>
    [`${title}:`, ...way.map(guard => `${guard.text.replace(/\(.*$/su, "")} >`), handler?.fn.id ?? "?"].join(" "),
  );
}

describe("routes", () => {
  it("of Express stand below what is used before them and where they are mounted", () => {
    const files = {
      "src/app.ts": `import express from "express";
import { users } from "./users";
import { auth, errors, limit } from "./middleware";
const app = express();
app.get("/healthz", health);
app.use("/api", auth);
app.use("/api/users", limit, users);
app.use(errors);
function health(request, response) {}
`,
      "src/users.ts": `import { Router } from "express";
import { validate } from "./middleware";
export const users = Router();
users.get("/", (request, response) => {});
users.route("/:id").patch(validate, update).delete(remove);
function update(request, response) {}
const remove = wrap(async (request, response) => {});
`,
    };
    assert.deepEqual(
      routes(files).sort(),
      [
        "DELETE /api/users/:id: auth > limit > wrap > remove",
        "GET /api/users: auth > limit > @120",
        "GET /healthz: health",
        "PATCH /api/users/:id: auth > limit > validate > update",
      ].map(line => line.replace("@120", functionIn(files["src/users.ts"]))),
    );
  });

  it("of Hono, chained and mounted, see middleware with a path", () => {
    const found = routes({
      "app.ts": `import { Hono } from "hono";
import { books } from "./books";
const app = new Hono().basePath("/v1");
app.use("/books/*", limit);
app.route("/books", books);
app.get("/ping", ping);
function limit(c, next) {}
function ping(c) {}
`,
      "books.ts": `import { Hono } from "hono";
export const books = new Hono().get("/", list).post("/", check, create);
function list(c) {}
function check(c, next) {}
function create(c) {}
`,
    });
    assert.deepEqual(found.sort(), [
      "GET /v1/books: limit > list",
      "GET /v1/ping: ping",
      "POST /v1/books: limit > check > create",
    ]);
  });

  it("of Fastify come from plugins with a prefix, and hold hooks, options and limits", () => {
    const found = routes({
      "server.ts": `import fastify from "fastify";
import { orders } from "./orders";
const app = fastify();
app.addHook("onRequest", auth);
app.register(orders, { prefix: "/orders" });
function auth(request) {}
`,
      "orders.ts": `import type { FastifyInstance } from "fastify";
export async function orders(app: FastifyInstance) {
  app.get("/", { config: { rateLimit: { max: 5 } } }, list);
  app.route({ method: "POST", url: "/", preHandler: [check], handler: create });
}
function list(request) {}
function check(request) {}
function create(request) {}
`,
    });
    assert.deepEqual(found, ["GET /orders: auth > config.rateLimit > list", "POST /orders: auth > check > create"]);
  });

  it("of Nest hold guards of method, controller and application", () => {
    const found = routes({
      "app.module.ts": `import { Module } from "@nestjs/common";
import { APP_GUARD } from "@nestjs/core";
import { ThrottlerGuard } from "@nestjs/throttler";
@Module({ providers: [{ provide: APP_GUARD, useClass: ThrottlerGuard }] })
export class AppModule {}
`,
      "cats.controller.ts": `import { Controller, Get, Post, UseGuards } from "@nestjs/common";
import { AdminGuard, AuthGuard } from "./guards";
@UseGuards(AuthGuard)
@Controller("cats")
export class CatsController {
  @Get(":id") find() {}
  @UseGuards(AdminGuard) @Post() create() {}
}
`,
    });
    assert.deepEqual(found, [
      "GET /cats/:id: ThrottlerGuard > AuthGuard > CatsController.find",
      "POST /cats: ThrottlerGuard > AuthGuard > AdminGuard > CatsController.create",
    ]);
  });

  it("of Next.js are files, behind the middleware that matches them", () => {
    const found = routes({
      "src/middleware.ts": `export function middleware(request) {}
export const config = { matcher: ["/api/:path*"] };
`,
      "src/app/(site)/api/orders/[id]/route.ts": `import { withUser } from "@/lib/auth";
export const GET = withUser(async request => {});
export async function DELETE(request) {}
`,
      "src/app/feed/route.ts": `async function handler(request) {}
export { handler as GET };
`,
      "src/pages/api/legacy.ts": `export default function handler(request, response) {}
`,
      "src/app/actions.ts": `"use server";
export async function rename(name) {}
`,
    });
    assert.deepEqual(found, [
      "GET /api/orders/[id]: middleware > withUser > GET",
      "DELETE /api/orders/[id]: middleware > DELETE",
      "GET /feed: handler",
      "/api/legacy: middleware > handler",
      "rename: middleware > rename",
    ]);
  });

  it("of a Worker are the branches of its fetch handler", () => {
    const found = routes({
      "index.ts": `import { create, list } from "./orders";
export default {
  async fetch(request, env) {
    const url = new URL(request.url);
    if (url.pathname === "/orders" && request.method === "POST") return create(request, env);
    switch (url.pathname) {
      case "/orders/all":
        return list(env);
    }
    return new Response("Not found", { status: 404 });
  },
};
`,
      "orders.ts": `export async function create(request, env) {}
export async function list(env) {}
`,
    });
    assert.deepEqual(found, ["POST /orders: fetch > create", "/orders/all: fetch > list"]);
  });

  it("of FastAPI hold dependencies of signature, router, inclusion and application", () => {
    const found = routes({
      "app/main.py": `from fastapi import Depends, FastAPI
from app.orders import router as orders
from app.deps import auth, limit
from app.middleware import TraceMiddleware
app = FastAPI(dependencies=[Depends(auth)])
app.add_middleware(TraceMiddleware)
app.include_router(orders, prefix="/v1", dependencies=[Depends(limit)])
`,
      "app/orders.py": `from typing import Annotated
from fastapi import APIRouter, Depends
from app.deps import current_user, audit
router = APIRouter(prefix="/orders")
Audited = Annotated[None, Depends(audit)]

@router.post("/{order_id}", dependencies=[Depends(audit)])
async def change(order_id: str, user=Depends(current_user)): ...

@router.get("/")
def find(done: Audited, user: Annotated[str, Depends(current_user)]): ...
`,
    });
    assert.deepEqual(found, [
      "POST /v1/orders/{order_id}: auth > TraceMiddleware > limit > audit > current_user > change",
      "GET /v1/orders: auth > TraceMiddleware > limit > audit > current_user > find",
    ]);
  });

  it("of Flask hold decorators below the route, and what runs before each request of a blueprint", () => {
    const found = routes({
      "shop/app.py": `from flask import Flask
from shop.orders import bp
app = Flask(__name__)
app.register_blueprint(bp, url_prefix="/shop")
`,
      "shop/orders.py": `from flask import Blueprint
from shop.auth import login_required, ignored
bp = Blueprint("orders", __name__, url_prefix="/orders")

@bp.before_request
def count(): ...

@ignored
@bp.route("/", methods=["GET", "POST"])
@login_required
def orders(): ...
`,
    });
    assert.deepEqual(found, ["/shop/orders: count > login_required > orders"]);
  });

  it("of Django are found by their patterns, with decorators and throttles", () => {
    const found = routes({
      "site/urls.py": `from django.urls import include, path
urlpatterns = [path("api/", include("shop.urls"))]
`,
      "shop/urls.py": `from django.urls import path
from shop import views
urlpatterns = [path("orders/", views.Orders.as_view()), path("export/", views.export)]
`,
      "shop/views.py": `from django.contrib.auth.decorators import login_required
from rest_framework.views import APIView
from shop.throttles import OrderThrottle

class Orders(APIView):
    throttle_classes = [OrderThrottle]
    def get(self, request): ...
    def post(self, request): ...

@login_required
def export(request): ...
`,
      "site/settings.py": `MIDDLEWARE = ["site.trace.TraceMiddleware"]
REST_FRAMEWORK = {"DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.AnonRateThrottle"]}
`,
    });
    const django = "site.trace.TraceMiddleware >";
    const throttle = "rest_framework.throttling.AnonRateThrottle >";
    assert.deepEqual(found.sort(), [
      `/api/export: ${django} login_required > export`,
      `GET /api/orders: ${django} ${throttle} OrderThrottle > Orders.get`,
      `POST /api/orders: ${django} ${throttle} OrderThrottle > Orders.post`,
    ]);
  });

  it("are no calls of clients, maps and settings, and none of tests", () => {
    const found = routes({
      "client.ts": `import axios from "axios";
const api = axios.create();
api.get("/users", { params: {} });
new Map().get("/users");
const app = settings();
app.get("port");
`,
      "app.test.ts": `import express from "express";
const app = express();
app.get("/x", (request, response) => {});
`,
    });
    assert.deepEqual(found, []);
  });
});

/** Id of the first function without a name. */
function functionIn(text: string): string {
  return `@${text.indexOf("(request, response) => {}")}`;
}
