/** What one file says about routes. Plain data; routers of other files stay open until the project is linked. */
import type { Place } from "../../finding.ts";
import type { Span } from "../../ir/nodes.ts";
import type { Framework } from "../../libraries/routes.ts";
import type { AccessPath } from "../../semantics/access-path.ts";

/** An application or router as an expression of one file. */
export interface RouterRef {
  /** A top-level name of this file or of another; a member of a class. */
  path?: AccessPath;
  /** A variable or parameter of a function, known by where it is defined. */
  local?: string;
  framework?: Framework;
}

/** Something that a request passes before its handler: middleware, decorator, dependency, guard, wrapper. */
export interface Guard {
  text: string;
  place: Place;
  path?: AccessPath;
  /** A function written in place. */
  functionId?: string;
  /** Limits by the option that holds it, whatever its value is. */
  limits?: boolean;
  /** The type of a parameter, which asks for something only when it is a name for that. */
  type?: boolean;
  /** Only what the function does itself counts: it also calls the handlers. */
  shallow?: boolean;
}

export type HandlerRef =
  | { functionId: string }
  /** A function of this or another file, or with `method` a method of the class. */
  | { path: AccessPath; method?: string };

/** One route as it is declared. */
export interface RouteRecord extends Span {
  place: Place;
  framework: Framework;
  /** "*" for any. */
  methods: string[];
  /** As written, without what is mounted above; undefined when it is computed. */
  path?: string;
  router?: RouterRef;
  handler?: HandlerRef;
  guards: Guard[];
  /** Where another guard may go: just after the path. */
  guardsAt?: number;
  /** The handler compares something with a secret that only the system has. */
  secret?: boolean;
  /** The handler's file speaks of limits of its own: answers 429, counts against a quota. */
  refuses?: boolean;
  /** Class of a view or controller, whose base classes and members say more. */
  className?: string;
}

export type RouteWiringRecord = UseRecord | RouterRecord | GlobalRecord | UrlRecord | AliasRecord;

/** Middleware or a sub-router on a router: `app.use("/x", auth, users)`, `include_router(users, prefix="/x")`. */
export interface UseRecord extends Span {
  form: "use";
  router: RouterRef;
  prefix?: string;
  items: (Guard & { router?: RouterRef; plugin?: string })[];
}

/** What a router is made with: a prefix, dependencies. */
export interface RouterRecord extends Span {
  form: "router";
  router: RouterRef;
  prefix?: string;
  guards: Guard[];
}

/** Stands before all routes below a folder, or of a framework: `middleware.ts`, `APP_GUARD`, settings. */
export interface GlobalRecord extends Span {
  form: "global";
  framework: Framework;
  /** Folder whose routes it stands before; "" for all. */
  folder: string;
  /** Paths that it runs for; empty for all. */
  matchers: string[];
  guards: Guard[];
  prefix?: string;
}

/** A URL pattern of Django: which view, or which other file of patterns. */
export interface UrlRecord extends Span {
  form: "url";
  path: string;
  view?: AccessPath;
  included?: string;
  guards: Guard[];
}

/** `RateLimited = Annotated[None, Depends(check)]`: what a parameter of that type asks for. */
export interface AliasRecord extends Span {
  form: "alias";
  name: string;
  guards: Guard[];
}
