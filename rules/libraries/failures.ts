/**
 * What fails, how, and whether trying again can help: exception classes, clients that throw on every error status, clients
 * that resolve whatever the status, and exceptions that end a retry. DOMAIN.md §1.1–1.3, §2.3.
 */
import { phrase } from "./phrase.ts";

/** Statuses for which the same request may succeed later; 408, 409, 425 and 429 are answers to come back to. */
export const SAMPLE_STATUSES = [400, 401, 403, 404, 422, 429, 500, 503] as const;
export const PERMANENT_STATUSES: ReadonlySet<number> = new Set([400, 401, 403, 404, 422]);
export const TRANSIENT_STATUSES: ReadonlySet<number> = new Set([429, 500, 503]);

/** Classes above a class, nearest first, by last name. */
export const ANCESTORS: Readonly<Record<string, readonly string[]>> = {
  // Python's own
  ValueError: ["Exception"],
  TypeError: ["Exception"],
  KeyError: ["LookupError", "Exception"],
  AssertionError: ["Exception"],
  NotImplementedError: ["RuntimeError", "Exception"],
  FileNotFoundError: ["OSError", "IOError", "EnvironmentError", "Exception"],
  PermissionError: ["OSError", "IOError", "EnvironmentError", "Exception"],
  JSONDecodeError: ["ValueError", "Exception"],
  // requests, httpx, aiohttp, googleapiclient: an error status as an exception
  HTTPError: ["RequestException", "OSError", "IOError", "Exception"],
  HTTPStatusError: ["HTTPError", "Exception"],
  ClientResponseError: ["ClientError", "Exception"],
  HttpError: ["Error", "Exception"],
  BadRequestError: ["APIStatusError", "APIError", "OpenAIError", "AnthropicError", "Exception"],
  InvalidRequestError: ["StripeError", "Exception"],
  SlackApiError: ["SlackClientError", "Exception"],
  TwilioRestException: ["TwilioException", "Exception"],
};

/** Python's own classes for a mistake: a name that needs no import. */
export const BUILT_IN: Readonly<Record<string, string>> = {
  FileNotFoundError: "FileNotFoundError",
  JSONDecodeError: "ValueError",
  KeyError: "KeyError",
  LookupError: "LookupError",
  NotImplementedError: "NotImplementedError",
  PermissionError: "PermissionError",
  TypeError: "TypeError",
  ValueError: "ValueError",
};

/** Classes that mean that everything is caught. */
export const EVERYTHING: ReadonlySet<string> = new Set([
  "Exception",
  "BaseException",
  "Error",
  "Throwable",
  "unknown",
  "any",
]);

/** A mistake of the caller: it comes again as often as it is tried. */
export const PERMANENT_CLASS =
  /^(\w*(BadRequest|Unauthori[sz]ed|Forbidden|PermissionDenied|InvalidArgument|InvalidCredentials|InvalidToken|NotAuthorized|AccessDenied|UnprocessableEntity|ImproperlyConfigured)(Error|Exception)?|\w*Validation(Error|Exception)|PermissionError|NotImplementedError|MissingConfig\w*|Configuration(Error|Exception))$/u;

/** Permanent too when nothing but the function's own input decides over it. */
export const INPUT_CLASS =
  /^(ValueError|TypeError|KeyError|RangeError|SyntaxError|LookupError|AttributeError|Error|Exception|RuntimeError)$/u;

/** Ends a retry instead of causing one. */
export const ENDS_RETRY: readonly { name: RegExp; source: string }[] = [
  {
    name: /^(Abort\w*|StopRetry\w*|BailError)$/u,
    source: "p-retry@7.1.1 AbortError; trigger.dev@4.8.3 AbortTaskRunError; DOMAIN §1.3",
  },
  {
    name: /^(Unrecoverable\w*|NonRetr\w*|NotRetr\w*|Permanent\w*|Fatal\w*|Terminal\w*|DoNotRetry\w*|NoRetry\w*)$/u,
    source: "bullmq@6.7 UnrecoverableError; inngest@4.24 NonRetriableError; Temporal ApplicationFailure.nonRetryable",
  },
  { name: /^(Ignore|Reject|Retry)$/u, source: "celery@5.6.3 exceptions.py; app/autoretry.py:43 re-raises them" },
];

/** Names that people give to a failure that is to be tried again. */
export const ASKS_AGAIN =
  /^(TryAgain|Retry\w*|\w{0,60}(Retryable|Retriable|Transient|RateLimit|Throttl|TooMany)\w{0,60})$/u;

/** p-retry throws a TypeError that is no network error at once [T]. */
export const NEVER_RETRIED: readonly { library: RegExp; classes: RegExp; source: string }[] = [
  { library: /^p-retry$/u, classes: /^TypeError$/u, source: "p-retry@7.1.1 index.js:54-106 [T]; DOMAIN §1.3" },
];

export interface ThrowingClient {
  /** Test on the library name of the call. */
  library: RegExp;
  /** Class of the exception. */
  throws: string;
  title: string;
  source: string;
}

const METHODS =
  "(create|createMany|retrieve|update|modify|list|search|cancel|capture|confirm|refund|delete|del|send|stream|parse|generate|edit)";

/** Clients that turn every error status into an exception, 400 and 503 alike. */
export const THROWING_CLIENTS: readonly ThrowingClient[] = [
  {
    library: /^axios(\.default)?(\.create\(\))?(\.(get|post|put|patch|delete|head|request))?$/u,
    throws: "AxiosError",
    title: "axios",
    source: "axios: validateStatus rejects outside 200–299; DOMAIN §2.3",
  },
  {
    library: /^(got|ky)\.default(\.(extend|create)\(\))?(\.(get|post|put|patch|delete|head))?$/u,
    throws: "HTTPError",
    title: "got and ky",
    source: "got@14.6.6, ky@1.14.3: HTTPError outside 200–299; DOMAIN §1.3",
  },
  {
    library: /^googleapiclient\.discovery\.build\(\)\..*\.execute$/u,
    throws: "HttpError",
    title: "googleapiclient",
    source: "googleapiclient/http.py HttpRequest.execute: HttpError for status >= 300",
  },
  {
    library: /^googleapis\.google\.\w+\(\)\.(\w+\.)+\w+$/u,
    throws: "GaxiosError",
    title: "googleapis",
    source: "gaxios@7.3.1: rejects outside 200–299; DOMAIN §1.3",
  },
  {
    library: new RegExp(`^openai\\.(default|OpenAI|AzureOpenAI|AsyncOpenAI)\\(\\)\\..*\\.${METHODS}$`, "u"),
    throws: "BadRequestError",
    title: "openai",
    source: "openai-node@6.49.0, openai-python: APIStatusError; DOMAIN §2.3",
  },
  {
    library: /^(@anthropic-ai\/sdk\.(default|Anthropic)|anthropic\.(Async)?Anthropic)\(\)\.messages\.(create|stream)$/u,
    throws: "BadRequestError",
    title: "Anthropic's SDK",
    source: "@anthropic-ai/sdk, anthropic: APIStatusError",
  },
  {
    library: new RegExp(`^stripe\\.((default|Stripe|StripeClient)\\(\\)\\..*|[A-Z]\\w+)\\.${METHODS}$`, "u"),
    throws: "InvalidRequestError",
    title: "Stripe's SDK",
    source: "stripe@23.1.0: StripeInvalidRequestError, InvalidRequestError; DOMAIN §2.3",
  },
  {
    library: /^(@slack\/web-api\.WebClient\(\)\.\w+\.\w+|slack_sdk(\.web(\.client)?)?\.WebClient\(\)\.\w+)$/u,
    throws: "SlackApiError",
    title: "Slack's SDK",
    source: "@slack/web-api@8.2.0, slack_sdk: an error for every ok=false; DOMAIN §2.3",
  },
  {
    library: /^twilio\.(default|Twilio|rest\.Client)\(\)\..*\.create$/u,
    throws: "TwilioRestException",
    title: "Twilio's SDK",
    source: "twilio@6.2.0 RestException; DOMAIN §2.3",
  },
  {
    library: /^@sendgrid\/mail\.default\.(send|sendMultiple)$/u,
    throws: "ResponseError",
    title: "SendGrid's SDK",
    source: "@sendgrid/mail@8.1.6 ResponseError; DOMAIN §2.3",
  },
  {
    library: /^@hubspot\/api-client\.Client\(\)\.(\w+\.)+\w+$/u,
    throws: "ApiException",
    title: "HubSpot's SDK",
    source: "@hubspot/api-client@13.5.0 ApiException; DOMAIN §2.3",
  },
  {
    library: /^(@octokit\/(rest|core)|octokit)\.Octokit\(\)\.(\w+\.)*\w+$/u,
    throws: "RequestError",
    title: "Octokit",
    source: "@octokit/request: RequestError for status >= 400",
  },
  {
    library: /^urllib\.request\.urlopen$/u,
    throws: "HTTPError",
    title: "urllib",
    source: "Python urllib.request: HTTPError for status >= 400",
  },
];

/** An option that switches the exception off. */
export const KEEPS_STATUS: ReadonlySet<string> = new Set(["validateStatus", "throwHttpErrors"]);

/** `response.raise_for_status()`: class by the library that made the response. */
export const RAISING_STATUS: readonly { library: RegExp; throws: string; source: string }[] = [
  { library: /^httpx\./u, throws: "HTTPStatusError", source: "httpx@0.28.1 Response.raise_for_status" },
  { library: /^aiohttp\./u, throws: "ClientResponseError", source: "aiohttp ClientResponse.raise_for_status" },
  { library: /^/u, throws: "HTTPError", source: "requests@2.34.2 Response.raise_for_status" },
];

/** Exception classes that hold refusals (4xx) as well as outages; converting one to a retry repeats both. */
export const MIXED_CLASSES: readonly { name: RegExp; title: string; source: string }[] = [
  {
    name: /^(HttpError|HTTPError)$/u,
    title: phrase("every status from 400 up"),
    source: "googleapiclient/errors.py HttpError; requests.exceptions.HTTPError",
  },
  {
    name: /^(HTTPStatusError|ClientResponseError)$/u,
    title: phrase("every status from 400 up"),
    source: "httpx, aiohttp raise_for_status",
  },
];

/** Exceptions that say that no answer came, or none in time. */
export const OUTAGE_CLASS =
  /(Time_?out|Timed_?Out|Connect(ion)?(Error|Exception|Refused|Reset)|Network|RequestError|RequestException|TransportError|ClientConnect|ServerDisconnected|ServiceUnavailable|OperationalError)/iu;

/** Calls that fail on bad input, as often as they are tried, when their argument is input. */
export const READERS: readonly { library: RegExp; throws: string; source: string }[] = [
  { library: /^(open|io\.open)$/u, throws: "FileNotFoundError", source: "Python open()" },
  { library: /^json\.loads$/u, throws: "JSONDecodeError", source: "Python json.loads" },
  { library: /^uuid\.UUID$/u, throws: "ValueError", source: "Python uuid.UUID" },
  { library: /^datetime\.(datetime\.)?(fromisoformat|strptime)$/u, throws: "ValueError", source: "Python datetime" },
];

/** Clients that resolve with whatever status comes back. */
export interface ResolvingClient {
  library: RegExp;
  title: string;
  /** What the answer holds that must be looked at. */
  looks: string;
  /** How it is looked at in a statement of its own. */
  check?: "status_code" | "status" | "ok" | "error";
  /** A call at the end of the chain that makes an exception of a failure. */
  chained?: string;
  source: string;
}

export const RESOLVING_CLIENTS: readonly ResolvingClient[] = [
  {
    library: /^(fetch|(node-fetch|cross-fetch|isomorphic-fetch)(\.default)?|undici\.fetch)$/u,
    title: "`fetch`",
    looks: "`response.ok`",
    check: "ok",
    source: "WHATWG fetch resolves for every status; p-retry@7 README; DOMAIN §1.3, §2.3",
  },
  {
    library: /^@supabase\/[\w-]+\.create\w*Client\(\)(\.schema\(\))?\.(from|rpc)$/u,
    title: "supabase-js",
    looks: phrase("its `error`"),
    chained: "throwOnError()",
    source: "@supabase/postgrest-js@2.109: resolves with { error } unless .throwOnError(); DOMAIN §2.3",
  },
  {
    library: /^resend\.Resend\(\)\.(emails|batch)\.(send|create)$/u,
    title: "Resend",
    looks: phrase("its `error`"),
    check: "error",
    source: "resend@6.38.0 resolves with { data, error }; DOMAIN §2.3",
  },
  {
    library: /^(requests|requests\.(Session|session)\(\))\.(get|post|put|patch|delete|head|request)$/u,
    title: "requests",
    looks: phrase("the status"),
    check: "status_code",
    source: "requests@2.34.2: no exception for a status without raise_for_status; DOMAIN §2.3",
  },
  {
    library: /^httpx(\.(Async)?Client\(\))?\.(get|post|put|patch|delete|head|request)$/u,
    title: "httpx",
    looks: phrase("the status"),
    check: "status_code",
    source: "httpx@0.28.1: no exception for a status without raise_for_status; DOMAIN §2.3",
  },
  {
    library: /^aiohttp\.ClientSession\(\)\.(get|post|put|patch|delete|head|request)$/u,
    title: "aiohttp",
    looks: phrase("the status"),
    check: "status",
    source: "aiohttp: raise_for_status is off by default; DOMAIN §2.3",
  },
];

/** Options and parameters that say which failures are retried. */
export interface SelectionRow {
  option: string;
  /** "classes": a class or several; "excluded": classes that are not retried; "test": a function or an object that decides. */
  is: "classes" | "excluded" | "test";
  /** Position of a positional argument. */
  position?: number;
  library: RegExp;
  /** The option beside it that takes classes out again, and since when there is one. */
  excluding?: { option: string; package: string; since: string };
  source: string;
}

export const SELECTIONS: readonly SelectionRow[] = [
  {
    option: "autoretry_for",
    is: "classes",
    library: /./u,
    excluding: { option: "dont_autoretry_for", package: "celery", since: "5.3.0" },
    source: "celery@5.6.3 app/autoretry.py:8-66; dont_autoretry_for since 5.3",
  },
  { option: "dont_autoretry_for", is: "excluded", library: /./u, source: "celery@5.3 app/autoretry.py" },
  { option: "throws", is: "excluded", library: /^dramatiq/u, source: "dramatiq@2.2 middleware/retries.py throws" },
  { option: "retry_when", is: "test", library: /^dramatiq/u, source: "dramatiq@2.2 middleware/retries.py retry_when" },
  { option: "retry", is: "test", library: /^tenacity/u, source: "tenacity@9.1.4 retry=; DOMAIN §1.2" },
  { option: "retry_on_exception", is: "test", library: /^retrying/u, source: "retrying@1.4.2" },
  {
    option: "exception",
    is: "classes",
    position: 1,
    library: /^backoff/u,
    source: "backoff@2.2.1 on_exception(wait_gen, exception)",
  },
  { option: "giveup", is: "test", library: /^backoff/u, source: "backoff@2.2.1 on_exception giveup" },
  {
    option: "predicate",
    is: "test",
    position: 1,
    library: /^backoff\.on_predicate/u,
    source: "backoff@2.2.1 on_predicate",
  },
  {
    option: "exceptions",
    is: "classes",
    position: 0,
    library: /^retry(\.api)?\.retry$/u,
    source: "invl/retry retry/api.py",
  },
  { option: "on", is: "classes", library: /^stamina/u, source: "stamina@26.1 _core.py" },
  {
    option: "predicate",
    is: "test",
    position: 0,
    library: /^google\.api_core/u,
    source: "google_api_core@2.40.0 retry_base.py",
  },
  ...[
    "shouldRetry",
    "onFailedAttempt",
    "retry",
    "retryCondition",
    "retryOn",
    "retryIf",
    "when",
    "shouldRetryError",
  ].map((option): SelectionRow => ({
    option,
    is: "test",
    library: /./u,
    source: "p-retry@7, exponential-backoff@3, axios-retry@4, fetch-retry@6",
  })),
];

/** tenacity's own tests that name classes. */
export const CLASS_TESTS: readonly { library: RegExp; is: "classes" | "excluded"; source: string }[] = [
  { library: /^tenacity(\.retry)?\.retry_if_exception_type$/u, is: "classes", source: "tenacity@9.1.4 retry.py" },
  { library: /^tenacity(\.retry)?\.retry_if_not_exception_type$/u, is: "excluded", source: "tenacity@9.1.4 retry.py" },
];
