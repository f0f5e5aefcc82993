/**
 * Calls that wait for another system, by what they are: an HTTP request, a name look-up, a message that is handed to a
 * queue. Invariant: a row names calls that go out, not those that build a client, a request or a signature.
 */
import { EFFECTS } from "./effects.ts";
import { isRemote } from "./remote-calls.ts";

export type NetworkKind = "request" | "lookUp" | "mail" | "message" | "charge" | "service" | "enqueue";

interface NetworkRow {
  kind: NetworkKind;
  library: RegExp;
  source: string;
}

const VERBS = "get|head|options|post|put|patch|delete|request|send|stream";

const ROWS: readonly NetworkRow[] = [
  {
    kind: "request",
    library: new RegExp(
      `^(requests|httpx|niquests|curl_cffi\\.requests|requests_oauthlib|aiohttp|cloudscraper|treq)(\\.\\w+){0,2}(\\(\\))?\\.(${VERBS}|ws_connect)$`,
      "u",
    ),
    source: "requests.readthedocs.io; python-httpx.org/api; docs.aiohttp.org/en/stable/client_reference.html",
  },
  {
    kind: "request",
    library: /^(urllib\.request\.(urlopen|urlretrieve)|urllib3\.PoolManager\(\)\.(request|urlopen))$/u,
    source: "docs.python.org/3/library/urllib.request; urllib3.readthedocs.io",
  },
  {
    kind: "request",
    library: new RegExp(
      `^(axios|got|ky|superagent|ofetch|needle|phin)(\\.default|\\.\\w+)?(\\.(create|extend)\\(\\))?(\\.(${VERBS}))?$`,
      "u",
    ),
    source: "axios-http.com/docs/api_intro; github.com/sindresorhus/got; github.com/sindresorhus/ky",
  },
  {
    kind: "request",
    library:
      /^(undici\.(fetch|request|stream)|node-fetch(\.default)?|cross-fetch(\.default|\.fetch)?|graphql-request(\.\w+)?(\(\))?\.request)$/u,
    source: "undici.nodejs.org; github.com/node-fetch/node-fetch; github.com/graffle-js/graffle",
  },
  {
    kind: "lookUp",
    library:
      /^(dns\.(async)?resolver\.(resolve|query|(Resolver|AsyncResolver)\(\)\.(resolve|query))|socket\.(getaddrinfo|gethostbyname|gethostbyname_ex|gethostbyaddr|create_connection)|whois\.(whois|query)|aiodns\.DNSResolver\(\)\.query)$/u,
    source:
      "dnspython.readthedocs.io: Resolver.resolve; docs.python.org/3/library/socket; pypi.org/project/python-whois",
  },
  {
    kind: "lookUp",
    library: /^(node:)?dns(\/promises|\.promises)?(\.default|\.Resolver\(\))?\.(lookup|resolve\w{0,8}|reverse)$/u,
    source: "nodejs.org/api/dns.html",
  },
  {
    kind: "enqueue",
    library:
      /^(bullmq\.Queue\(\)\.(add|addBulk)|bull\.default\(\)\.(add|addBulk)|@upstash\/qstash\.Client\(\)(\.queue\(\))?\.(publish(JSON)?|enqueue(JSON)?|batch(JSON)?)|inngest\.Inngest\(\)\.send|@trigger\.dev\/sdk(\/v\d)?\.tasks\.(trigger|batchTrigger)|@google-cloud\/pubsub\.PubSub\(\)\.topic\(\)\.publish(Message|JSON)?|kafkajs\.Kafka\(\)\.producer\(\)\.send(Batch)?|amqplib(\.default)?\.connect\(\)\.create(Confirm)?Channel\(\)\.(sendToQueue|publish))$/u,
    source:
      "docs.bullmq.io; upstash.com/docs/qstash; inngest.com/docs/reference/events/send; trigger.dev/docs/triggering; kafka.js.org; amqp-node.github.io/amqplib",
  },
  {
    kind: "enqueue",
    library:
      /^(celery\.Celery\(\)\.send_task|rq\.Queue\(\)\.enqueue(_in|_at|_call)?|django_rq\.(enqueue|get_queue\(\)\.enqueue)|arq\.create_pool\(\)\.enqueue_job|google\.cloud\.pubsub(_v1)?\.PublisherClient\(\)\.publish|boto3\.(client|resource)\(\)\.(send_message|send_message_batch|publish)|kafka\.KafkaProducer\(\)\.send|pika\.\w+\(\)\.channel\(\)\.basic_publish)$/u,
    source: "docs.celeryq.dev; python-rq.org; arq-docs.helpmanual.io; boto3 sqs; pika.readthedocs.io",
  },
];

const OF_EFFECT: Partial<Record<string, NetworkKind>> = {
  mail: "mail",
  sms: "message",
  chat: "message",
  push: "message",
  charge: "charge",
  request: "request",
  render: "service",
};

/** Stores that are asked as often as a variable, databases of the project itself, and packages that call nobody. */
const NEAR =
  /^(@upstash\/(redis|ratelimit|lock)|@vercel\/(kv|functions|otel|analytics|edge)|@supabase\/|supabase\b|@planetscale\/|firebase|@google-cloud\/(firestore|datastore|logging|spanner)|google\.cloud\.(firestore|logging|ndb|spanner)|google\.(api_core|auth)|elasticsearch|opensearchpy|@elastic\/|@opensearch|clickhouse|feedparser|ws\b|websockets?\b|ethers|viem|web3|ai\.|@ai-sdk\/\w+\.create|dub\.|langchain|inngest|@inngest|@trigger\.dev)/u;
/** Members of a service's client that work in the process: signatures, addresses, paths. */
const LOCAL_MEMBERS =
  /(^|\.)(constructEvent(Async)?|construct_event|verify\w{0,20}|sign|generate\w{0,30}|build\w{0,20}|create(Url|Hmac|Signature|Command)|getRedirect\w{0,10}|authorizationUrl|setCredentials|on|use|register\w{0,20}|middleware|extend|with\w{0,20}|topic|queue|bucket|file|channel|container|getClient|get_client|from_\w{1,30})$/u;
/** What a Python client of a service is asked to do. Without `await` nothing else tells a request from a getter. */
const PYTHON_VERBS =
  /\.(create|retrieve|list|delete|update|modify|send|cancel|capture|confirm|refund|acquire_token_\w{3,40}|put_object|get_object|upload_file(obj)?|download_file(obj)?|delete_object|head_object|copy_object|list_objects(_v2)?|invoke|invoke_model|generate_content|upload_from_\w{3,20}|download_as_\w{3,20}|download_to_\w{3,20}|chat_\w{3,30}|get_me|fetch)$/u;

/** What a call waits for, by the library name of its callee. `awaited` is known of calls in JavaScript. */
export function networkKind(library: string, language: string, awaited: boolean): NetworkKind | undefined {
  const row = ROWS.find(one => one.library.test(library));
  if (row) return row.kind;
  const effect = EFFECTS.find(one => one.library.test(library));
  if (effect) return OF_EFFECT[effect.kind];
  if (!isRemote(library) || NEAR.test(library) || !library.includes("().") || LOCAL_MEMBERS.test(library))
    return undefined;
  return (language === "python" ? PYTHON_VERBS.test(library) : awaited) ? "service" : undefined;
}

/** A task of Celery or Dramatiq is put on its queue by these members. Source: docs.celeryq.dev/en/stable/userguide/calling.html; dramatiq.io. */
export const ENQUEUES_TASK = /^(delay|apply_async|send|send_with_options)$/u;
export const POSTPONES = /^(countdown|eta|delay)$/u;
export const ACTOR = /^dramatiq\.actor$/u;
