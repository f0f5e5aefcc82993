/** Who sent a request: headers that anybody can write, headers that a platform writes, and what libraries take for the address. */
import { phrase } from "./phrase.ts";

export interface ForwardingHeader {
  /** Lower case, as on the wire; Django and WSGI spell it `HTTP_X_FORWARDED_FOR`. */
  name: string;
  /**
   * list: every proxy appends an address, the first is what the client sent. single: one address, by whoever wrote it last.
   * free: the client's own words.
   */
  shape: "list" | "single" | "free";
  /** Platforms that overwrite it, so that a client cannot set it there. */
  setBy: readonly string[];
  /** Nobody but its platform writes it: reading it says which platform serves. */
  own?: true;
  source: string;
}

const VERCEL_DOCS = "Vercel docs, Request headers (x-forwarded-for is overwritten and not forwarded)";

export const FORWARDING_HEADERS: readonly ForwardingHeader[] = [
  { name: "x-forwarded-for", shape: "list", setBy: ["vercel"], source: `${VERCEL_DOCS}; DOMAIN.md §3.1, §3.2` },
  { name: "forwarded", shape: "list", setBy: [], source: "RFC 7239 §4, §8.1" },
  { name: "x-real-ip", shape: "single", setBy: ["vercel"], source: VERCEL_DOCS },
  { name: "x-client-ip", shape: "single", setBy: [], source: "not set by any common proxy" },
  { name: "x-cluster-client-ip", shape: "single", setBy: [], source: "Rackspace docs, X-Cluster-Client-Ip" },
  { name: "x-originating-ip", shape: "single", setBy: [], source: "not set by any common proxy" },
  { name: "client-ip", shape: "single", setBy: [], source: "not set by any common proxy" },
  { name: "user-agent", shape: "free", setBy: [], source: "RFC 9110 §10.1.5" },
  { name: "accept-language", shape: "free", setBy: [], source: "RFC 9110 §12.5.4" },
  { name: "referer", shape: "free", setBy: [], source: "RFC 9110 §10.1.3" },
  { name: "x-device-id", shape: "free", setBy: [], source: "the client's own words" },
  { name: "x-fingerprint", shape: "free", setBy: [], source: "the client's own words" },
];

/** Headers that a platform writes and its clients cannot. Source: each platform's docs on request headers. */
export const PLATFORM_HEADERS: readonly { name: string; platform: string }[] = [
  { name: "cf-connecting-ip", platform: "cloudflare" },
  { name: "true-client-ip", platform: "cloudflare" },
  { name: "x-vercel-forwarded-for", platform: "vercel" },
  { name: "fly-client-ip", platform: "fly" },
  { name: "x-nf-client-connection-ip", platform: "netlify" },
  { name: "x-appengine-user-ip", platform: "app-engine" },
  { name: "do-connecting-ip", platform: "digitalocean" },
  { name: "x-azure-clientip", platform: "azure" },
  { name: "cloudfront-viewer-address", platform: "cloudfront" },
];

/** Functions of libraries that a limiter takes its key from. */
export const KEY_FUNCTIONS: readonly {
  name: string;
  /** What it takes, in words. */
  takes: string;
  safe?: { module: string; name: string };
  source: string;
}[] = [
  {
    name: "slowapi.util.get_ipaddr",
    takes: phrase("the whole `X_FORWARDED_FOR` header"),
    safe: { module: "slowapi.util", name: "get_remote_address" },
    source: "DOMAIN.md §3.1 slowapi 0.1.9 (slowapi/util.py)",
  },
  {
    name: "flask_limiter.util.get_ipaddr",
    takes: phrase("the first `X-Forwarded-For` address"),
    safe: { module: "flask_limiter.util", name: "get_remote_address" },
    source: "flask-limiter 2.9 flask_limiter/util.py (request.access_route[0])",
  },
];

/** Limiters whose own default key is a forwarded address. */
export const DEFAULT_KEYS: readonly {
  call: string;
  /** Keyword or position that replaces the default. */
  keyword: string;
  /** The limiters that take the default unless they are given a key of their own by the same keyword. */
  dependencies: readonly string[];
  takes: string;
  source: string;
}[] = [
  {
    call: "fastapi_limiter.FastAPILimiter.init()",
    keyword: "identifier",
    dependencies: ["fastapi_limiter.depends.RateLimiter()", "fastapi_limiter.depends.WebSocketRateLimiter()"],
    takes: phrase("the first `X-Forwarded-For` address"),
    source: "DOMAIN.md §3.1 fastapi-limiter 0.1.6 (fastapi_limiter/__init__.py default_identifier)",
  },
];

/** `trust proxy: true` makes the framework take the first forwarded address for the client's. */
export const TRUST_EVERY_PROXY = {
  /** `app.set("trust proxy", true)`, `app.enable("trust proxy")`. */
  setters: ["set", "enable"],
  setting: "trust proxy",
  /** `Fastify({ trustProxy: true })`. */
  options: ["trustProxy"],
  makers: ["fastify.default()", "fastify.fastify()", "fastify()", "@nestjs/platform-fastify.FastifyAdapter()"],
  source: "DOMAIN.md §3.2 express-rate-limit 8 (ERR_ERL_PERMISSIVE_TRUST_PROXY) [T]; Fastify 5 docs, trustProxy",
} as const;

/** Limiters that key by the framework's idea of the address unless they are given a key. */
export const KEYED_BY_ADDRESS: readonly { make: string; key: string; source: string }[] = [
  ...["express-rate-limit.default()", "express-rate-limit.rateLimit()", "express-rate-limit()"].map(make => ({
    make,
    key: "keyGenerator",
    source: "express-rate-limit 8 dist/index.cjs (keyGenerator: request.ip)",
  })),
  ...["@fastify/rate-limit.default", "@fastify/rate-limit"].map(make => ({
    make,
    key: "keyGenerator",
    source: "@fastify/rate-limit 11 index.js (req.ip)",
  })),
  { make: "@nestjs/throttler.ThrottlerModule.forRoot()", key: "getTracker", source: "@nestjs/throttler 6 (req.ip)" },
  { make: "express-slow-down.default()", key: "keyGenerator", source: "express-slow-down 2 README" },
];

/** Django REST framework: how many proxies stand before it, and the throttles that need the address. */
export const REST_FRAMEWORK_ADDRESS = {
  setting: "NUM_PROXIES",
  throttles: ["AnonRateThrottle", "ScopedRateThrottle", "UserRateThrottle"],
  /** Only anonymous callers are counted by address. */
  anonymous: ["AnonRateThrottle", "ScopedRateThrottle"],
  source: "DOMAIN.md §3.1 DRF 3.18 (rest_framework/throttling.py get_ident)",
} as const;

/** Limiters that count every concrete path apart unless they are told otherwise. */
export const PATH_KEYED: readonly {
  make: string;
  decorators: readonly string[];
  option: string;
  value: string;
  source: string;
}[] = [
  {
    make: "slowapi.Limiter()",
    decorators: ["limit"],
    option: "key_style",
    value: "endpoint",
    source: "DOMAIN.md §3.1 slowapi 0.1.9 (key_style default url) [T]",
  },
];

/** Path parameters whose value is a secret to be guessed. */
export const SECRET_PARAMETER = /(?:^|_)(?:otp|code|token|pin|secret|password|key|passcode|nonce|signature|hash)$/iu;
