/**
 * Which calls leave the process, by the package that makes them; what else tells that a retry meets others: where a file
 * runs, which failures are lost races. Invariant: a test on names, never on what a call does.
 */

/** HTTP clients, clouds, providers: root of a library name, up to the first dot that is a member. */
const REMOTE_PACKAGES: readonly { packages: RegExp; source: string }[] = [
  {
    packages:
      /^(requests|requests_oauthlib|httpx|aiohttp|urllib|urllib2|urllib3|http\.client|pycurl|treq|niquests|curl_cffi|cloudscraper|websockets|websocket|grpc|zeep|suds|tweepy|praw|feedparser)\b/u,
    source: "Python HTTP clients",
  },
  {
    packages:
      /^(boto3|botocore|aioboto3|aiobotocore|google\.(cloud|auth|oauth2|generativeai|genai|api_core|ads)|googleapiclient|azure|msal|openai|anthropic|cohere|mistralai|groq|litellm|langchain\w*|replicate|fal_client|stripe|mercadopago|twilio|sendgrid|resend|postmarker|mailgun|slack_sdk|slack|discord|telegram|github|gitlab|jira|atlassian|hubspot|simple_salesforce|shopify|notion_client|pinecone|qdrant_client|weaviate|elasticsearch|opensearchpy|supabase|firebase_admin|smtplib|aiosmtplib|imaplib|paramiko|ftplib|snowflake|clickhouse_connect|ollama|huggingface_hub|tavily|serpapi)\b/u,
    source: "Python SDKs of clouds and providers",
  },
  {
    packages:
      /^(axios|got|ky|ky-universal|undici|node-fetch|cross-fetch|isomorphic-fetch|isomorphic-unfetch|ofetch|superagent|request|request-promise|needle|phin|wretch|graphql-request|@apollo\/client|urql|@trpc\/client|(node:)?https?|ws|@grpc\/grpc-js|nodemailer|imapflow|ssh2|ssh2-sftp-client)(\.|$)/u,
    source: "JavaScript HTTP clients",
  },
  {
    packages:
      /^(@aws-sdk\/|aws-sdk|@google-cloud\/|@google\/|googleapis|@googleapis\/|google-auth-library|@azure\/|@microsoft\/|openai|@anthropic-ai\/|@mistralai\/|cohere-ai|groq-sdk|ai|@ai-sdk\/|@langchain\/|langchain|replicate|@fal-ai\/|@runwayml\/|stripe|mercadopago|@paypal\/|square|braintree|twilio|@sendgrid\/|resend|postmark|mailgun\.js|@slack\/|discord\.js|telegraf|grammy|@octokit\/|octokit|@gitbeaker\/|jira\.js|jsforce|@hubspot\/|@shopify\/|@notionhq\/|@pinecone-database\/|@qdrant\/|weaviate-ts-client|@elastic\/|@opensearch-project\/|@supabase\/|firebase-admin|firebase\/|@upstash\/|@vercel\/|@clerk\/|@auth0\/|auth0|algoliasearch|meilisearch|typesense|@planetscale\/|@solana\/|ethers|viem|web3|twitter-api-v2|@atproto\/|web-push|@workos-inc\/|@linear\/|intercom-client|@mailchimp\/|@sanity\/client|contentful|@typeform\/|dub|inngest|@trigger\.dev\/|@inngest\/)/u,
    source: "JavaScript SDKs of clouds and providers",
  },
];

/** `library` is a library name: "requests.get", "@slack/web-api.WebClient().chat.postMessage". */
export function isRemote(library: string): boolean {
  return REMOTE_PACKAGES.some(row => row.packages.test(library));
}

/** Standard modules that work inside the process. */
const LOCAL_PACKAGES =
  /^(os|sys|re|json|math|random|secrets|time|datetime|uuid|hashlib|hmac|logging|structlog|pathlib|collections|itertools|functools|copy|threading|asyncio|subprocess|shutil|tempfile|io|csv|base64|struct|decimal|string|typing|dataclasses|traceback|(node:)?(fs|path|crypto|util|os|events|buffer|timers)|lodash|zod|date-fns|dayjs|nanoid|uuid)\b/u;

export function isLocal(library: string): boolean {
  return LOCAL_PACKAGES.test(library);
}

/** Calls that no import explains: the global `fetch`, and members that are named after a client. */
export const REMOTE_TEXT =
  /^(window\.|globalThis\.|self\.)?fetch$|(^|[._])(fetch|fetch_?(json|with_?\w{1,60}|api|page|url|data)|api_?(call|request|fetch)|make_?request|http_?(get|post|request)|send_?request|urlopen|(send|submit|upload|deliver|publish)_?(response|request|message|mail|event|batch|webhook|notification|payload|data|file|order|report)\w{0,60}|(http|rest|api|graphql)_?client\.\w+|session\.(get|post|put|patch|delete|request)|(axios|http|https|api|\$http)\.(get|post|put|patch|delete|request))$/iu;

/** Calls that stay in the process: files, texts, numbers, lists. */
export const LOCAL_TEXT =
  /(^|\.)(fs|os|shutil|path|json|JSON|Math|Object|Array)\.|^(open|int|float|str|bool|dict|list|set|len|Number|String|Boolean|parseInt|parseFloat|Date|Path|isinstance|getattr|setattr)$|(^|\.)(file|fp|fh)\.\w+$|\.(strip|trim|split|join|format|toString|includes|startsWith|endsWith|startswith|endswith|lower|upper|replace|keys|values|items|append|push|map|filter|slice)$/u;

/** A lost race for a row, a name or a lock: the next attempt may follow at once, and soon works. */
export const LOST_RACE =
  /Integrity|Unique|Duplicate|Conflict|WatchError|Stale|Optimistic|AlreadyExists|already_?exists|P2002|P2034|23505|40001|40P01|deadlock|serializ|ConcurrentModification|VersionMismatch|PreconditionFailed|CollisionError|collision|E11000|LockError|LockNotOwned/iu;

/** The other side says that it is asked too often. */
export const REFUSED = /\b429\b|rate_?limit|too_?many_?requests|throttl|quota_?exceeded/iu;

/** Files that one person runs, on one machine: commands, scripts, set-up, and bundles of others. */
export const OPERATOR_PATH =
  /(^|\/)(scripts?|seeds?|management\/commands|migrations?|bin|tools?|cli|benchmarks?|examples?|demos?|fixtures?|docs?|notebooks?|dev|devtools|deploy|infra|docker|\.[\w-]+)\/|(^|\/)(?:(?:seed(?:s|er)?|conftest|manage|fabfile|cli|__main__)(?:[_-][\w-]{0,60})?|setup\w{0,60})\.\w+$|\.(test|spec|stories|config)\.[cm]?[jt]sx?$/iu;

/** Files that run in a browser, in the page of one user. */
export const PAGE_PATH =
  /\.(tsx|jsx|vue|svelte)$|(^|\/)([\w-]*ui|components|hooks|frontend|stores?|browser|webapp)\//iu;

/** Code of others that lies in the tree. */
export const VENDORED_PATH =
  /(^|\/)(static|assets|vendor|vendored|third_?party|lib\/js|public|dist|build|plugins)\/.*\.(js|mjs|cjs)$|\.min\.\w+$|\.umd\.\w+$/iu;
