/** By whom limits are counted: names of addresses, of accounts, and what makes either. Names are conventions. */

/** A name of a client's address: `ip`, `clientIp`, `ip_hash`, `remoteAddress`. */
export const ADDRESS_NAME =
  /^(?:ip|IP)$|^ip(?=[A-Z_])|_ip(?:$|_)|[a-z]I[pP](?:$|[A-Z_\d])|(?:^|_)IP(?:$|_)|ip_?addr(?:ess)?|remote_?addr(?:ess)?|client_?(?:host|addr(?:ess)?)|x_?forwarded_?for|get_?ip\b/u;

/** The same where it is a member of the request: `request.client.host`, `req.socket.remoteAddress`. */
export const ADDRESS_MEMBER = /(?:^|\.)(?:client\??\.host|ip|ips|remoteAddress|remote_addr)$/u;

/** Headers whose value is an address. */
export const ADDRESS_HEADER = /forwarded|real-ip|connecting-ip|client-ip/iu;

/** Functions that pass on who their arguments are: hashes, conversions. */
export const TRANSPARENT_CALL =
  /hash|digest|encode|normali[sz]e|^String$|^str$|trim|lower|toString|split|replace|slice|join|createHash|update|sha\d+|md5/iu;

/** Parameters and arguments that say how much, not who. */
export const AMOUNT_NAME =
  /limit|window|config|options?|opts|rule|max|rate|duration|seconds|minutes|logger|namespace|prefix|mode|points|scope|action|name|type/iu;

/** Key functions of libraries that give the address. Source: slowapi 0.1.9 util.py, flask-limiter 4.1 util.py. */
export const ADDRESS_KEY_FUNCTIONS: ReadonlySet<string> = new Set([
  "slowapi.util.get_remote_address",
  "slowapi.util.get_ipaddr",
  "flask_limiter.util.get_remote_address",
  "flask_limiter.util.get_ipaddr",
]);

/** Options of limiters that choose the key. */
export const KEY_OPTIONS: readonly string[] = ["key_func", "keyGenerator", "key", "identifier"];

/** Calls, dependencies and guards that tell who calls: an account, a tenant. */
export const ACCOUNT_SOURCE =
  /(?:get|require|current|verify|check|validate|assert|load|resolve|fetch|authenticate|protect|ensure|with)_?(?:api_?)?(?:current_?|active_?|auth(?:enticated)?_?|server_?|api_?|admin_?){0,4}(?:user|account|session|org(?:ani[sz]ation)?|tenant|workspace|member|auth|token|jwt|key|principal|access)\b|^(?:auth|currentUser|login_required|jwt_required|isAuthenticated|authenticate|requireAuth|protect|authMiddleware|protectedProcedure)$|Auth(?:entication)?Guard$|JwtGuard$|authenticated\w{0,60}Client|authActionClient|IsAuthenticated/iu;

/** Parts of a path that name a tenant. */
export const TENANT_IN_PATH = /[{:[<](?:\w+:)?(?:org(?:ani[sz]ation)?|tenant|workspace|team|account|company)\w*/iu;

/** Names of functions and routes that check a secret of one account. */
export const CREDENTIALS =
  /log_?in|sign_?in|password|passcode|(?:^|[^a-z])otp|two_?factor|2fa|mfa|(?:^|_)pin(?:$|_)|auth_?attempt/iu;

/** Of those, what only sends or changes something: no secret is guessed. */
export const NO_GUESS = /forgot|reset|request|change|update|sign_?up|register|send|resend|magic|logout/iu;

/** A count of failures that belongs to the account. */
export const LOCKOUT = /lock(?:ed)?_?(?:out|until|at)|failed_?(?:login_?)?attempts|login_?attempts|failedLogin/iu;

/** Limiters that let a request pass for which they are told no key. */
export const KEYLESS = {
  libraries: ["slowapi", "flask-limiter"] as readonly string[],
  /** Of a throttle of Django REST framework; `None` means that the request is not throttled. */
  method: "get_cache_key",
  /** What a client may leave out. */
  read: /\.(?:headers|META|query_params|GET|args|cookies|COOKIES)\b/u,
  /** Members of a view that say who may call it. */
  permissions: "DEFAULT_PERMISSION_CLASSES",
  access: ["permission_classes", "authentication_classes"] as readonly string[],
  source:
    "DOMAIN.md §3.1 slowapi 0.1.9, flask-limiter 4.1 (key None or empty: unlimited) [T]; DRF 3.18 throttling.py allow_request",
} as const;
