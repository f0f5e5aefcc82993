/**
 * Calls that change the world once more each time they are made: DOMAIN.md §2.4. Invariant: a row says what one call does;
 * whether it is made twice, and whether that is prevented, is told elsewhere.
 */

export type EffectKind = "mail" | "sms" | "chat" | "push" | "charge" | "request" | "render" | "counter" | "insert";

export interface EffectRow {
  kind: EffectKind;
  /** Last member of the callee; rows are looked up by it. */
  method: string;
  /** Test on the library name of the callee, `resend.Resend().emails.send`. */
  library: RegExp;
  /** Test on the callee as written, used when the receiver's origin is not known. A convention, not a proof. */
  written?: RegExp;
  /** Classes of commands, of a client that is given what to do as an object; other commands have no such effect. */
  commands?: RegExp;
  /** How the API takes an idempotency key. */
  key?: IdempotencyKeySpelling;
  source: string;
}

export type IdempotencyKeySpelling =
  /** A property of an options object at this position, after the payload. */
  | { in: "options"; position: number; name: string }
  /** A keyword argument. */
  | { in: "keyword"; name: string };

const STRIPE_MONEY =
  "paymentIntents|charges|refunds|transfers|payouts|invoices|invoiceItems|subscriptions|topups|creditNotes";

export const EFFECTS: readonly EffectRow[] = [
  // ── mail
  {
    kind: "mail",
    method: "send",
    library: /^resend\.(Resend\(\)|default\(\))\.(emails|batch)\.send$/u,
    written: /\bresend\w*\.(emails|batch)\.send$/iu,
    key: { in: "options", position: 1, name: "idempotencyKey" },
    source: "resend@6.38; DOMAIN §2.3",
  },
  {
    kind: "mail",
    method: "create",
    library: /^resend\.Resend\(\)\.(emails|batch)\.create$/u,
    key: { in: "options", position: 1, name: "idempotencyKey" },
    source: "resend@6.38",
  },
  { kind: "mail", method: "send", library: /^resend\.Emails\.send$/u, source: "resend python; DOMAIN §2.4" },
  {
    kind: "mail",
    method: "sendMail",
    library: /^nodemailer(\.default|\.\*)?\.createTransport\(\)\.sendMail$/u,
    written: /(transport|mailer|smtp)\w{0,60}(\(\))?\.sendMail$/iu,
    source: "nodemailer; DOMAIN §2.4",
  },
  {
    kind: "mail",
    method: "send",
    library: /^@sendgrid\/mail(\.default|\.MailService\(\))?\.send$/u,
    written: /\bsgMail\.send$/u,
    source: "@sendgrid/mail@8.1.6; DOMAIN §2.4",
  },
  {
    kind: "mail",
    method: "sendMultiple",
    library: /^@sendgrid\/mail(\.default)?\.sendMultiple$/u,
    source: "@sendgrid/mail@8.1.6",
  },
  {
    kind: "mail",
    method: "sendEmail",
    library: /^postmark\.(ServerClient|default\.ServerClient)\(\)\.sendEmail$/u,
    source: "postmark",
  },
  {
    kind: "mail",
    method: "sendEmailWithTemplate",
    library: /^postmark\.(ServerClient|default\.ServerClient)\(\)\.sendEmailWithTemplate$/u,
    source: "postmark",
  },
  {
    kind: "mail",
    method: "create",
    library: /^mailgun\.js\.default\(\)\.client\(\)\.messages\.create$/u,
    source: "mailgun.js",
  },
  {
    kind: "mail",
    method: "send",
    library: /^@aws-sdk\/client-sesv?2?\.SES\w*Client\(\)\.send$/u,
    commands: /^Send\w*Command$/u,
    source: "@aws-sdk/client-ses; DOMAIN §2.4",
  },
  {
    kind: "mail",
    method: "sendmail",
    library: /^smtplib\.SMTP(_SSL)?\(\)\.sendmail$/u,
    written: /\b(smtp|server)\w*\.sendmail$/iu,
    source: "smtplib; DOMAIN §2.4",
  },
  {
    kind: "mail",
    method: "send_message",
    library: /^(aio)?smtplib\.SMTP(_SSL)?\(\)\.send_message$/u,
    written: /\bsmtp\w*\.send_message$/iu,
    source: "smtplib; DOMAIN §2.4",
  },
  { kind: "mail", method: "send", library: /^aiosmtplib\.send$/u, source: "aiosmtplib" },
  {
    kind: "mail",
    method: "send_mail",
    library: /^django\.core\.mail\.send_mail$/u,
    source: "django 5.2 core/mail; DOMAIN §2.4",
  },
  {
    kind: "mail",
    method: "send_mass_mail",
    library: /^django\.core\.mail\.send_mass_mail$/u,
    source: "django 5.2 core/mail",
  },
  {
    kind: "mail",
    method: "send",
    library: /^django\.core\.mail\.Email(Message|MultiAlternatives)\(\)\.send$/u,
    source: "django 5.2 core/mail/message.py",
  },
  {
    kind: "mail",
    method: "send_messages",
    library: /^django\.core\.mail\.get_connection\(\)\.send_messages$/u,
    source: "django 5.2 core/mail",
  },
  { kind: "mail", method: "send", library: /^flask_mail\.Mail\(\)\.send$/u, source: "flask_mail" },
  {
    kind: "mail",
    method: "send",
    library: /^sendgrid\.SendGridAPIClient\(\)\.send$/u,
    source: "sendgrid python; DOMAIN §2.4",
  },
  {
    kind: "mail",
    method: "send_email",
    library: /^boto3\.(client|Session\(\)\.client)\(\)\.send_email$/u,
    source: "boto3 ses; DOMAIN §2.4",
  },
  {
    kind: "mail",
    method: "send_raw_email",
    library: /^boto3\.(client|Session\(\)\.client)\(\)\.send_raw_email$/u,
    source: "boto3 ses",
  },
  {
    kind: "mail",
    method: "send",
    library: /^googleapiclient\.discovery\.build\(\)\.users\(\)\.messages\(\)\.send$/u,
    written: /\.users\(\)\.messages\(\)\.send$/u,
    source: "Gmail API users.messages.send",
  },
  {
    kind: "mail",
    method: "send",
    library: /^(googleapis\.google\.gmail|@googleapis\/gmail\.(gmail|gmail_v1\.Gmail))\(\)\.users\.messages\.send$/u,
    written: /\bgmail\w*\.users\.messages\.send$/iu,
    source: "Gmail API users.messages.send",
  },
  // ── SMS, chat, push
  {
    kind: "sms",
    method: "create",
    library: /^twilio\.(default|Twilio|rest\.Client)\(\)\.messages\.create$/u,
    written: /\btwilio\w*\.messages\.create$/iu,
    source: "twilio@6.2: no idempotency key for Messages; DOMAIN §2.3",
  },
  {
    kind: "sms",
    method: "create",
    library: /^twilio\.(default|Twilio|rest\.Client)\(\)\.calls\.create$/u,
    written: /\btwilio\w*\.calls\.create$/iu,
    source: "twilio@6.2",
  },
  { kind: "sms", method: "publish", library: /^boto3\.(client|resource)\(\)\.publish$/u, source: "boto3 sns" },
  {
    kind: "chat",
    method: "postMessage",
    library: /^@slack\/web-api\.WebClient\(\)\.chat\.postMessage$/u,
    written: /\.chat\.postMessage$/u,
    source: "@slack/web-api@8.2; DOMAIN §2.4",
  },
  {
    kind: "chat",
    method: "chat_postMessage",
    library: /^slack_sdk(\.web)?(\.\w+)*\.\w*WebClient\(\)\.chat_postMessage$/u,
    written: /\.chat_postMessage$/u,
    source: "slack_sdk; DOMAIN §2.4",
  },
  { kind: "chat", method: "send", library: /^@slack\/webhook\.IncomingWebhook\(\)\.send$/u, source: "@slack/webhook" },
  {
    kind: "push",
    method: "sendNotification",
    library: /^web-push(\.default)?\.sendNotification$/u,
    written: /\bwebpush\.sendNotification$/iu,
    source: "web-push",
  },
  {
    kind: "push",
    method: "send",
    library: /^firebase-admin(\.default)?\.messaging\(\)\.send$/u,
    source: "firebase-admin",
  },
  { kind: "push", method: "send", library: /^firebase_admin\.messaging\.send$/u, source: "firebase_admin" },
  // ── money
  {
    kind: "charge",
    method: "create",
    library: new RegExp(`^stripe\\.(default|Stripe)\\(\\)\\.(${STRIPE_MONEY})\\.create$`, "u"),
    written: new RegExp(`\\bstripe\\w*\\.(${STRIPE_MONEY})\\.create$`, "iu"),
    key: { in: "options", position: 1, name: "idempotencyKey" },
    source: "stripe@23.1; DOMAIN §2.3",
  },
  {
    kind: "charge",
    method: "create",
    library:
      /^stripe\.(PaymentIntent|Charge|Refund|Transfer|Payout|Invoice|InvoiceItem|Subscription|CreditNote)\.create$/u,
    key: { in: "keyword", name: "idempotency_key" },
    source: "stripe python; DOMAIN §2.3",
  },
  {
    kind: "charge",
    method: "create",
    library: /^mercadopago\.(Payment|Preference|PreApproval)\(\)\.create$/u,
    source: "mercadopago@3.6.1; DOMAIN §2.3",
  },
  // ── paid work at a provider
  {
    kind: "render",
    method: "create",
    library:
      /^runwayml\.(Async)?RunwayML\(\)\.(image_to_video|text_to_image|video_to_video|text_to_video|character_performance)\.create$/u,
    source: "runwayml: each create starts and bills a task",
  },
  {
    kind: "render",
    method: "create",
    library: /^@runwayml\/sdk\.default\(\)\.(imageToVideo|textToImage|videoToVideo|textToVideo)\.create$/u,
    source: "@runwayml/sdk: each create starts and bills a task",
  },
  {
    kind: "render",
    method: "run",
    library: /^replicate\.(run|Client\(\)\.run)$/u,
    source: "replicate: each run starts and bills a prediction",
  },
  {
    kind: "render",
    method: "run",
    library: /^replicate\.default\(\)\.run$/u,
    source: "replicate: each run starts and bills a prediction",
  },
  {
    kind: "render",
    method: "submit",
    library: /^(@fal-ai\/client\.fal\.queue|fal_client)\.submit$/u,
    source: "fal: each submit starts and bills a request",
  },
  // ── HTTP
  {
    kind: "request",
    method: "post",
    library: /^(axios|got|ky|superagent|undici|ofetch)(\.default|\.\w+)?(\.(create|extend)\(\))?\.post$/u,
    source: "DOMAIN §2.4: POST creates",
  },
  {
    kind: "request",
    method: "post",
    library: /^(requests|httpx|aiohttp|requests_oauthlib|cloudscraper)(\.\w+)*(\(\))?\.post$/u,
    source: "DOMAIN §2.4: POST creates",
  },
];

const BY_METHOD = new Map<string, EffectRow[]>();
for (const row of EFFECTS) BY_METHOD.set(row.method, [...(BY_METHOD.get(row.method) ?? []), row]);

/** Last members of callees that have a row. */
export const EFFECT_METHODS: ReadonlySet<string> = new Set(BY_METHOD.keys());

/**
 * The row of a call, by what its callee is (`library`) or, when that is not known, by how it is written. A client that sends
 * commands has the effect of the `command`; one that is given from elsewhere may be another.
 */
export function effectRow(
  library: string | undefined,
  written: string,
  command?: string,
): { row: EffectRow; proved: boolean } | undefined {
  const rows = (BY_METHOD.get(written.slice(written.lastIndexOf(".") + 1)) ?? []).filter(
    row => row.commands === undefined || command === undefined || row.commands.test(command),
  );
  const proved = library === undefined ? undefined : rows.find(row => row.library.test(library));
  if (proved) return { row: proved, proved: proved.commands === undefined || command !== undefined };
  const convention = rows.find(row => row.written?.test(written));
  return convention && { row: convention, proved: false };
}

/**
 * Words of an address, or of the function around a POST request, that say it reads, computes or signs in and creates
 * nothing: asking twice costs money at most.
 */
export const READING_WORDS: ReadonlySet<string> = new Set([
  "search",
  "query",
  "graphql",
  "gql",
  "completion",
  "completions",
  "chat",
  "embed",
  "embedding",
  "embeddings",
  "token",
  "tokens",
  "oauth",
  "oauth2",
  "auth",
  "authenticate",
  "authorize",
  "login",
  "signin",
  "session",
  "verify",
  "verification",
  "validate",
  "validation",
  "lookup",
  "parse",
  "extract",
  "predict",
  "prediction",
  "generate",
  "generation",
  "translate",
  "summarize",
  "summarise",
  "summary",
  "analyze",
  "analyse",
  "analysis",
  "render",
  "convert",
  "ocr",
  "classify",
  "transcribe",
  "transcription",
  "purge",
  "invalidate",
  "revalidate",
  "cache",
  "metric",
  "metrics",
  "telemetry",
  "analytics",
  "track",
  "log",
  "logs",
  "ingest",
  "rerank",
  "moderate",
  "moderation",
  "detect",
  "scrape",
  "crawl",
  "screenshot",
  "llm",
  "gemini",
  "openai",
  "anthropic",
  "claude",
  "ollama",
  "tts",
  "speech",
  "health",
  "ping",
  "preview",
  "estimate",
  "quote",
  "calculate",
  "introspect",
  "refresh",
  "fetch",
  "get",
  "find",
  "check",
  "list",
  "count",
  "resolve",
  "captcha",
  "recaptcha",
  "siteverify",
  "inference",
  "model",
  "models",
  "download",
  "export",
  "upload",
  "test",
  "read",
  "load",
  "query",
  "is",
  "has",
  "unsubscribe",
  "subscribe",
  "delete",
  "remove",
  "revoke",
  "cancel",
  "update",
  "patch",
  "upsert",
  "sync",
  "autocomplete",
  "geocode",
  "suggest",
  "logout",
  "image",
  "images",
  "responses",
]);

/** Columns whose value is worth money or goods: adding to one twice is a loss, to a view count it is not. */
export const VALUE_COLUMN =
  /balance|credit|wallet|points|stock|inventory|quantity|coins|amount|seats|earnings|revenue|spent|funds/iu;

/** Tables whose rows are worth money or goods, by words of their names. */
export const VALUE_TABLE =
  /payment|order|invoice|transaction|credit|ledger|purchase|booking|refund|payout|charge|enrol|donation|commission|reward|points|lead|ticket|withdrawal|deposit/iu;

/** What a function may create twice without harm: it is thrown away or only looked at. */
export const HARMLESS_NOUNS: ReadonlySet<string> = new Set([
  "token",
  "tokens",
  "quote",
  "session",
  "search",
  "query",
  "preview",
  "completion",
  "completions",
  "embedding",
  "embeddings",
  "signature",
  "url",
  "link",
  "report",
  "summary",
  "draft",
  "client",
  "connection",
  "request",
  "response",
  "chat",
  "text",
  "stream",
  "otp",
  "code",
  "metric",
  "metrics",
  "event",
  "events",
]);

/** Things that their own name identifies: creating one again is refused or changes nothing. */
export const NATURAL_KEYS: ReadonlySet<string> = new Set([
  "domain",
  "domains",
  "hostname",
  "topic",
  "topics",
  "bucket",
  "index",
  "indices",
  "label",
  "labels",
  "tag",
  "tags",
  "member",
  "members",
  "collaborator",
  "reaction",
  "reactions",
  "follower",
  "collection",
  "collections",
  "subscriber",
  "subscribers",
  "database",
  "schema",
  "deployment",
  "deployments",
  "star",
  "like",
  "permission",
  "permissions",
  "role",
  "roles",
  "lock",
  "acl",
]);

/** Words of a function's name or of an address that say that something is created or sent. */
export const CREATING_WORDS: ReadonlySet<string> = new Set([
  "create",
  "send",
  "push",
  "publish",
  "post",
  "submit",
  "notify",
  "charge",
  "pay",
  "refund",
  "order",
  "book",
  "deliver",
  "dispatch",
  "invite",
  "add",
  "enroll",
  "start",
  "run",
  "trigger",
  "register",
  "message",
  "messages",
  "comment",
  "reply",
  "invoice",
  "page",
  "alert",
  "webhook",
  "webhooks",
]);

/** Verbs that outweigh a reading word: `create_search_alert` creates. */
export const CREATING_VERBS: ReadonlySet<string> = new Set([
  "create",
  "send",
  "push",
  "publish",
  "submit",
  "notify",
  "charge",
  "pay",
  "refund",
  "order",
  "book",
  "deliver",
  "dispatch",
  "invite",
  "enroll",
  "register",
  "add",
]);

/** Verbs after which a thing is as it was told, however often: the POST of `upsert_contact` makes no second contact. */
export const SETTING_VERBS: ReadonlySet<string> = new Set(["upsert", "update", "set", "replace", "put", "patch"]);

/** Words of a name that do not tell what it is about: `post_with_retry`, `ApiClient.send`. */
export const GENERIC_WORDS: ReadonlySet<string> = new Set(
  (
    "call request requests json with retry retries retrying http https api data payload body async sync fetch safe make do perform execute client service " +
    "plugin provider base url self this handler to and or the endpoint host config headers result response raw internal helper wrapper attempt"
  ).split(" "),
);

/** Services that answer, whatever the verb: language models, search, query languages. */
export const ANSWERING_SERVICES: ReadonlySet<string> = new Set(
  (
    "llm openai anthropic claude gemini ollama groq mistral cohere huggingface deepseek openrouter perplexity completion completions embedding embeddings " +
    "inference graphql gql elasticsearch rerank prompt ocr whisper elevenlabs tts stt"
  ).split(" "),
);

/** Verbs that need no noun: `deliver(url)` delivers. */
export const TELLING_VERBS: ReadonlySet<string> = new Set([
  "deliver",
  "notify",
  "publish",
  "charge",
  "pay",
  "refund",
  "invite",
  "enroll",
]);
