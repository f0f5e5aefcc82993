/**
 * Clients that try again by themselves, without being asked: the innermost layer when retries multiply. DOMAIN.md §1.2–1.3.
 * Invariant: `retries` counts calls after the first, as the newest version does it; what other versions do is in `versions`.
 */
import { phrase } from "./phrase.ts";
import type { Symbolic } from "../semantics/symbolic.ts";
import { apply, FULL_JITTER, DOUBLE_JITTER, attempt, number, option, power, times } from "./retry-row.ts";
import { leastInVersion, type VersionRange } from "../semantics/versions.ts";

export interface BuiltInRetryRow {
  /** As people call it. */
  title: string;
  /** Two languages may have a package of the same name. */
  language: "typescript" | "python";
  /** Package whose version decides. */
  package: string;
  /** Test on the library name of what makes a client: `new OpenAI(…)`. */
  client: RegExp;
  /** Test on the library name of a call that sends a request. */
  call: RegExp;
  /** Only requests that read: GET, or a `select`. Test on the library name of a call that writes. */
  writes?: RegExp;
  retries: number;
  versions?: readonly { when: VersionRange; retries: number }[];
  /** The options that change the number, the client's and the single call's. */
  options: readonly BuiltInOption[];
  /** As in `RetryRow`. */
  delay: Symbolic;
  unit: "ms" | "s";
  cap?: { default: number };
  jitter?: { delay: Symbolic };
  /** What is tried again: "408, 409, 429, 5xx and network errors". */
  on: string;
  afterLast: string;
  source: string;
}

export interface BuiltInOption {
  of: "client" | "call";
  /** Where the options stand: keywords, a position, or the first object among the arguments. */
  position: "keywords" | "any" | number;
  /** Property of that object which holds the option. */
  under?: string;
  name: string;
  counts: "attempts" | "retries";
  /** How many retries `true` means, for an option that only turns them on. */
  whenTrue?: number;
  /** Value that turns all retries off, written as in the source. */
  off: string;
}

/** The row of a call that sends a request. */
export function builtInRetryOf(libraryName: string, language: string): BuiltInRetryRow | undefined {
  return BUILT_IN_RETRIES.find(
    row => row.language === language && row.call.test(libraryName) && !row.writes?.test(libraryName),
  );
}

/** The row of a call that makes a client. */
export function retryingClientOf(libraryName: string, language: string): BuiltInRetryRow | undefined {
  return BUILT_IN_RETRIES.find(row => row.language === language && row.client.test(libraryName));
}

/** Retries by default in a version; the fewest that are possible when the version leaves it open. */
export function defaultRetries(row: BuiltInRetryRow, version: string | undefined): { retries: number; exact: boolean } {
  const others = (row.versions ?? []).map(one => ({ when: one.when, value: one.retries }));
  const { value, exact } = leastInVersion(row.retries, others, version);
  return { retries: value, exact };
}

/** `min(most, start · 2^retries done)` with jitter that takes up to a quarter off, as the SDKs that Stainless generates. */
const STAINLESS = {
  retries: 2,
  delay: times(number(500), power(number(2), attempt)),
  unit: "ms",
  cap: { default: 8000 },
  jitter: { delay: apply("uniform", times(number(0.75), option("delay")), option("delay")) },
  on: phrase("408, 409, 429, 5xx and network errors"),
} as const;
const CAMEL_RETRIES: readonly BuiltInOption[] = [
  { of: "client", position: "any", name: "maxRetries", counts: "retries", off: "0" },
  { of: "call", position: 1, name: "maxRetries", counts: "retries", off: "0" },
];
const SNAKE_RETRIES: readonly BuiltInOption[] = [
  { of: "client", position: "keywords", name: "max_retries", counts: "retries", off: "0" },
];

export const BUILT_IN_RETRIES: readonly BuiltInRetryRow[] = [
  // ── JavaScript
  {
    title: "OpenAI",
    language: "typescript",
    package: "openai",
    client: /^openai\.(default|OpenAI|AzureOpenAI)$/u,
    call: /^openai\.(default|OpenAI|AzureOpenAI)\(\)\.\w+(\.\w+)+$/u,
    ...STAINLESS,
    options: CAMEL_RETRIES,
    afterLast: phrase("`APIError` is thrown"),
    source: "openai@6.49.0 client.js: maxRetries 2, 0.5 to 8 s; DOMAIN §1.3",
  },
  {
    title: "Anthropic",
    language: "typescript",
    package: "@anthropic-ai/sdk",
    client: /^@anthropic-ai\/sdk\.(default|Anthropic)$/u,
    call: /^@anthropic-ai\/sdk\.(default|Anthropic)\(\)\.\w+(\.\w+)+$/u,
    ...STAINLESS,
    options: CAMEL_RETRIES,
    afterLast: phrase("`APIError` is thrown"),
    source: "anthropics/anthropic-sdk-typescript README, Retries: 2 by default",
  },
  {
    title: "Stripe",
    language: "typescript",
    package: "stripe",
    client: /^stripe\.(default|Stripe)$/u,
    call: /^stripe\.(default|Stripe)\(\)(?!\.webhooks)\.\w+(\.\w+)+$/u,
    retries: 2,
    versions: [
      { when: { below: "13.0.0" }, retries: 0 },
      { when: { from: "13.0.0", below: "17.0.0" }, retries: 1 },
    ],
    options: [
      { of: "client", position: 1, name: "maxNetworkRetries", counts: "retries", off: "0" },
      { of: "call", position: "any", name: "maxNetworkRetries", counts: "retries", off: "0" },
    ],
    delay: times(number(500), power(number(2), attempt)),
    unit: "ms",
    cap: { default: 5000 },
    jitter: { delay: apply("uniform", apply("/", option("delay"), number(2)), option("delay")) },
    on: phrase("409, 5xx and network errors"),
    afterLast: phrase("`StripeError` is thrown"),
    source: "stripe@23.1.0 esm/RequestSender.js; 0 up to 12, 1 from 13, 2 from 17; DOMAIN §1.3",
  },
  {
    title: "Slack",
    language: "typescript",
    package: "@slack/web-api",
    client: /^@slack\/web-api\.WebClient$/u,
    call: /^@slack\/web-api\.WebClient\(\)\.(apiCall|\w+(\.\w+)+)$/u,
    retries: 10,
    options: [{ of: "client", position: 1, under: "retryConfig", name: "retries", counts: "retries", off: "0" }],
    delay: times(number(1000), power(number(1.96821), attempt)),
    unit: "ms",
    jitter: { delay: DOUBLE_JITTER },
    on: phrase("429, 5xx and network errors"),
    afterLast: phrase("the request's error is thrown"),
    source: "@slack/web-api@8.2.0 dist/retry-policies.js: ten retries in about 30 minutes; DOMAIN §1.3",
  },
  {
    title: "Mercado Pago",
    language: "typescript",
    package: "mercadopago",
    client: /^mercadopago\.(default|MercadoPagoConfig)$/u,
    call: /^mercadopago\.[A-Z]\w+\(\)\.\w+$/u,
    retries: 3,
    options: [{ of: "client", position: 0, under: "options", name: "retries", counts: "retries", off: "0" }],
    delay: times(number(1000), power(number(2), attempt)),
    unit: "ms",
    on: phrase("429, 5xx and network errors"),
    afterLast: phrase("the last error is thrown"),
    source: "mercadopago@3.6.1 utils/restClient/index.js:70-145; DOMAIN §1.3",
  },
  {
    title: "supabase-js",
    language: "typescript",
    package: "@supabase/supabase-js",
    client: /^@supabase\/(supabase-js\.createClient|ssr\.create(Server|Browser)Client)$/u,
    call: /^@supabase\/(supabase-js\.createClient|ssr\.create(Server|Browser)Client)\(\)(\.schema\(\))?\.from\(\)\.select$/u,
    writes: /\.(insert|update|upsert|delete|rpc)\b/u,
    retries: 3,
    versions: [{ when: { below: "2.102.0" }, retries: 0 }],
    options: [],
    delay: times(number(1000), power(number(2), attempt)),
    unit: "ms",
    cap: { default: 30_000 },
    on: phrase("503, 520 and network errors of reads"),
    afterLast: phrase("the error is in the result"),
    source: "postgrest-js src/types/common/common.ts:8-30: from 2.102, reads only; DOMAIN §1.3",
  },
  {
    title: "AWS SDK",
    language: "typescript",
    package: "@aws-sdk/core",
    client: /^@aws-sdk\/client-[\w-]+\.\w+$/u,
    call: /^@aws-sdk\/(client-[\w-]+\.\w+|lib-dynamodb\.DynamoDBDocument(Client)?\.from)\(\)\.\w+$/u,
    retries: 2,
    options: [{ of: "client", position: 0, name: "maxAttempts", counts: "attempts", off: "1" }],
    delay: times(number(100), power(number(2), attempt)),
    unit: "ms",
    cap: { default: 20_000 },
    jitter: { delay: FULL_JITTER },
    on: phrase("throttling, 5xx and network errors"),
    afterLast: phrase("the last error is thrown"),
    source: "@smithy/core@3.41 retry.js: 3 attempts, full jitter up to 20 s; DOMAIN §1.3",
  },
  {
    title: "got",
    language: "typescript",
    package: "got",
    client: /^got\.(default|got)\.extend$/u,
    call: /^got\.(default|got)(\.extend\(\))?(\.(get|put|head|delete|options))?$/u,
    retries: 2,
    options: [{ of: "call", position: "any", under: "retry", name: "limit", counts: "retries", off: "0" }],
    delay: times(number(1000), power(number(2), attempt)),
    unit: "ms",
    on: phrase("408, 413, 429, 5xx and network errors, not of POST"),
    afterLast: phrase("`HTTPError` or `RequestError` is thrown"),
    source: "got@14.6.6 source/core/options.js: limit 2; DOMAIN §1.3",
  },
  {
    title: "ky",
    language: "typescript",
    package: "ky",
    client: /^ky\.default\.(create|extend)$/u,
    call: /^ky\.default(\.(create|extend)\(\))?(\.(get|put|head|delete))?$/u,
    retries: 2,
    options: [{ of: "call", position: "any", under: "retry", name: "limit", counts: "retries", off: "0" }],
    delay: times(number(300), power(number(2), attempt)),
    unit: "ms",
    on: phrase("408, 413, 429, 500, 502, 503, 504 and network errors, not of POST"),
    afterLast: phrase("`HTTPError` is thrown"),
    source: "ky@1.14.3 distribution/utils/normalize.js: limit 2; DOMAIN §1.3",
  },
  {
    title: "gaxios",
    language: "typescript",
    package: "gaxios",
    client: /^gaxios\.Gaxios$/u,
    call: /^gaxios\.(request|Gaxios\(\)\.request)$/u,
    retries: 0,
    options: [
      { of: "call", position: 0, name: "retry", counts: "retries", whenTrue: 3, off: "false" },
      { of: "call", position: 0, under: "retryConfig", name: "retry", counts: "retries", off: "0" },
    ],
    delay: times(number(100), power(number(2), attempt)),
    unit: "ms",
    on: phrase("429, 5xx and network errors, not of POST"),
    afterLast: phrase("`GaxiosError` is thrown"),
    source: "gaxios@7.3.1 retry.js: only when asked; DOMAIN §1.3",
  },
  {
    title: "Twilio",
    language: "typescript",
    package: "twilio",
    client: /^twilio\.(default|Twilio)$/u,
    call: /^twilio\.(default|Twilio)\(\)\.\w+(\(\))?(\.\w+)+$/u,
    retries: 0,
    options: [{ of: "client", position: 2, name: "autoRetry", counts: "retries", whenTrue: 3, off: "false" }],
    delay: times(number(100), power(number(2), attempt)),
    unit: "ms",
    cap: { default: 3000 },
    jitter: { delay: FULL_JITTER },
    on: "429",
    afterLast: phrase("`RestException` is thrown"),
    source: "twilio@6.2.0 base/RequestClient: autoRetry false; DOMAIN §1.3",
  },
  {
    title: "HubSpot",
    language: "typescript",
    package: "@hubspot/api-client",
    client: /^@hubspot\/api-client\.(default|Client)$/u,
    call: /^@hubspot\/api-client\.(default|Client)\(\)\.\w+(\.\w+)+$/u,
    retries: 0,
    options: [{ of: "client", position: 0, name: "numberOfApiCallRetries", counts: "retries", off: "0" }],
    delay: times(number(200), apply("+", attempt, number(1))),
    unit: "ms",
    on: phrase("429 (after 10 s) and 5xx"),
    afterLast: phrase("`ApiException` is thrown"),
    source: "@hubspot/api-client@13.5.0: only when asked; DOMAIN §1.3",
  },
  // ── Python
  {
    title: "OpenAI",
    language: "python",
    package: "openai",
    client: /^openai\.(lib\.azure\.)?(Async)?(Azure)?OpenAI$/u,
    call: /^openai\.(lib\.azure\.)?(Async)?(Azure)?OpenAI\(\)(\.with_options\(\))?\.\w+(\.\w+)+$/u,
    ...STAINLESS,
    options: SNAKE_RETRIES,
    afterLast: phrase("`APIError` is raised"),
    source: "openai-python _constants.py: DEFAULT_MAX_RETRIES 2, 0.5 to 8 s; DOMAIN §1.3",
  },
  {
    title: "Anthropic",
    language: "python",
    package: "anthropic",
    client: /^anthropic\.(Async)?Anthropic(Bedrock|Vertex)?$/u,
    call: /^anthropic\.(Async)?Anthropic(Bedrock|Vertex)?\(\)(\.with_options\(\))?\.\w+(\.\w+)+$/u,
    ...STAINLESS,
    options: SNAKE_RETRIES,
    afterLast: phrase("`APIError` is raised"),
    source: "anthropics/anthropic-sdk-python _constants.py: DEFAULT_MAX_RETRIES 2",
  },
  {
    title: "Stripe",
    language: "python",
    package: "stripe",
    client: /^stripe\.StripeClient$/u,
    call: /^stripe\.(StripeClient\(\)(\.v1)?\.\w+(\.\w+)+|[A-Z]\w+(\.[A-Z]\w+)*\.(create|modify|retrieve|list|delete|confirm|capture|cancel|pay|finalize_invoice))$/u,
    retries: 2,
    // The older clients retry nothing; from when on the newer ones do is not known better than this.
    versions: [{ when: { below: "11.0.0" }, retries: 0 }],
    options: [{ of: "client", position: "keywords", name: "max_network_retries", counts: "retries", off: "0" }],
    delay: times(number(0.5), power(number(2), attempt)),
    unit: "s",
    cap: { default: 5 },
    jitter: { delay: apply("uniform", apply("/", option("delay"), number(2)), option("delay")) },
    on: phrase("409, 5xx and network errors"),
    afterLast: phrase("`StripeError` is raised"),
    source: "stripe-python stripe/_api_requestor: 2; DOMAIN §1.3",
  },
  {
    title: "Slack",
    language: "python",
    package: "slack-sdk",
    client: /^slack_sdk(\.web(\.\w+)?)?\.(Async)?WebClient$/u,
    call: /^slack_sdk(\.web(\.\w+)?)?\.(Async)?WebClient\(\)\.\w+$/u,
    retries: 1,
    options: [],
    delay: number(1),
    unit: "s",
    on: phrase("connection errors"),
    afterLast: phrase("the error is raised"),
    source: "slackapi/python-slack-sdk slack_sdk/http_retry/__init__.py: default_retry_handlers",
  },
  {
    title: "boto3",
    language: "python",
    package: "boto3",
    client: /^boto3\.(client|resource|session\.Session\(\)\.(client|resource)|Session\(\)\.(client|resource))$/u,
    call: /^boto3\.(client|resource|(session\.)?Session\(\)\.(client|resource))\(\)\.\w+(\(\)\.\w+)*$/u,
    retries: 4,
    options: [],
    delay: power(number(2), attempt),
    unit: "s",
    cap: { default: 20 },
    jitter: { delay: FULL_JITTER },
    on: phrase("throttling, 5xx and network errors"),
    afterLast: phrase("`ClientError` is raised"),
    source: "botocore@1.43 args.py:600-608: legacy mode, 5 attempts; DOMAIN §1.2",
  },
];
