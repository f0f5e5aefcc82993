/** What one file says about rate limiting. Plain data; what other files must answer stays open. */
import type { Place } from "../../finding.ts";
import type { Span } from "../../ir/nodes.ts";
import type { AccessPath } from "../../semantics/access-path.ts";
import type { AnswerRecord } from "./answer.ts";

export type LimiterRecord =
  | InstanceRecord
  | FunctionRecord
  | ClassRecord
  | CounterRecord
  | TableRecord
  | MisorderedRecord
  | LateRecord
  | UnawaitedRecord
  | ProceedingRecord
  | IdleRecord
  | OptionRecord
  | SettingsRecord
  | ScopeRecord
  | IdleDecoratorRecord
  | ModuleRecord
  | PerRequestRecord
  | MisplacedRecord
  | ThrottlerNameRecord;

interface Base extends Span {
  name: string;
  place: Place;
}

/** A top-level variable that may hold a limiter, or an object of several. */
export interface InstanceRecord extends Base {
  form: "instance";
  exported: boolean;
  /** Calls in its value that may make a limiter; resolved when the project is linked. */
  makers: AccessPath[];
  /** Range of the whole value: a reference inside it belongs to this variable. */
  value: Place;
  /** Keyword arguments and option names of the first maker. */
  options: string[];
  /** Made inside a function: who uses it is not asked, only whether its limits for every route are enforced. */
  local?: boolean;
  /** Whether the first positional argument is an application. */
  bound: boolean;
}

/** A function that limits by its name and its shape. */
export interface FunctionRecord extends Base {
  form: "function";
  functionId: string;
  exported: boolean;
  /** What in its body tells that it limits. */
  evidence: string[];
  /** It counts by itself; otherwise it hands over to the limiters in `delegates`. */
  counts: boolean;
  delegates: AccessPath[];
  /** Statuses, stores and the like by which a message can say more. */
  refuses: boolean;
}

export interface ClassRecord extends Base {
  form: "class";
  exported: boolean;
  /** Range of the whole class. */
  value: Place;
  evidence: string[];
  /** A class that a library's own throttle is the base of. */
  framework: boolean;
}

/** A count that a check reads and only `raisers` raise. */
export interface CounterRecord extends Base {
  form: "counter";
  /** What raises it; `name` and `place` are the first. */
  raisers: { functionId: string; name: string; place: Place }[];
  readers: { functionId: string; name: string; place: Place }[];
  count: string;
  className?: string;
}

/** A table of limits by tier or route, and the functions of its file that read it. */
export interface TableRecord extends Base {
  form: "table";
  exported: boolean;
}

/** The limiter's decorator stands above the route's. */
export interface MisorderedRecord extends Base {
  form: "misordered";
  /** The limiter that decorates. */
  limiter: AccessPath;
  member: string;
  decorator: Place;
  route: Place;
  /** The route's decorator as written. */
  routeText: string;
  function: string;
}

/** `app.use(limiter)` after the routes. */
export interface LateRecord extends Base {
  form: "late";
  limiter: AccessPath;
  routes: Place[];
  /** Range of the whole statement, and where the first route's statement starts. */
  statement: Place;
  before: Place;
  /** The text declares what the statement needs before the first route, so that it can be moved. */
  movable: boolean;
}

/** A plugin that is registered without waiting, with routes declared next. */
export interface UnawaitedRecord extends Base {
  form: "unawaited";
  plugin: AccessPath;
  call: Place;
  routes: Place[];
  /** `await` is allowed where the call stands. */
  awaitable: boolean;
}

/** When no token is left, the caller sleeps once and goes on. */
export interface ProceedingRecord extends Base {
  form: "proceeding";
  function: string;
  /** The wait that the limiter answered, when another function computes it. */
  wait?: AccessPath;
  asked: Place;
  sleep: Place;
}

/** A limiter in a member or a local variable that its file never reads. */
export interface IdleRecord extends Base {
  form: "idle";
  makers: AccessPath[];
  member: boolean;
}

/** A limit in a class of settings that its file never reads. */
export interface OptionRecord extends Base {
  form: "option";
  className: string;
}

/** Throttle rates of Django REST framework without throttle classes. */
export interface SettingsRecord extends Base {
  form: "settings";
  /** The names of the rates, by which classes find them. */
  scopes: string[];
}

export interface ScopeRecord extends Base {
  form: "scope";
  className: string;
}

/** A throttle decorator where nothing reads it. */
export interface IdleDecoratorRecord extends Base {
  form: "idle-decorator";
  decorator: AccessPath;
  method: string;
  className: string;
}

/** A framework module that holds limits and needs a guard. */
export interface ModuleRecord extends Base {
  form: "module";
  module: AccessPath;
  /** Names of its limits; undefined when they are not all written here. */
  names?: string[];
  guard?: GuardPlaces;
}

/** Where a guard can be added: inside the list of providers (or before `imports`), and the imports that it needs. */
export interface GuardPlaces {
  at: number;
  /** No list of providers yet. */
  isNew: boolean;
  /** The list of providers has items. */
  filled: boolean;
  /** Before the first name of the import of the library's own names. */
  names: number;
  /** Start of that import. */
  statement: number;
  /** The token under which guards are provided is imported already. */
  token: boolean;
}

/** A limiter that is made anew by every request that is given to it. */
export interface PerRequestRecord extends Base {
  form: "per-request";
  maker: AccessPath;
  used: Place;
}

/** A limit among the options of a route, where nothing reads it. */
export interface MisplacedRecord extends Base {
  form: "misplaced";
  /** The property, for moving it. */
  property: Place;
  movable: boolean;
}

/** A decorator that sets limits under a name. */
export interface ThrottlerNameRecord extends Base {
  form: "throttler-name";
  decorator: AccessPath;
}

/** Facts that no rule listens to and that other files' limiters need. */
export type WiringRecord =
  /** A dotted or slashed text that speaks of limits: `"app.middleware.RateLimitMiddleware"` in settings. */
  | (Span & { what: "mention"; text: string })
  /** An object or list of names that is given away as one: `export default { withRateLimit }`. */
  | (Span & { what: "bundle"; name: string; place: Place })
  /** A name of Django REST framework's throttling that is in use. */
  | (Span & { what: "throttling"; text: string })
  /** A member or key that speaks of limits and is read somewhere in the file. */
  | (Span & { what: "read"; text: string })
  /** A member that is called and counts by its name; `near`: what it is called on is named like a limiter. */
  | (Span & { what: "counting"; text: string; near: boolean })
  /** `app.state.limiter = limiter`: the limiter is stored, which by itself limits nothing. */
  | (Span & { what: "state"; place: Place; statement: Place; app: string })
  /** What a function that limits tells its caller. */
  | AnswerRecord
  /** A method that answers how long to wait without having taken a token. */
  | (Span & { what: "tokenless-wait"; functionId: string });
