import assert from "node:assert/strict";
import { analyse } from "../../../rules/analyse.ts";
import type { BuiltInRetry } from "../../../rules/concepts/retry/built-in-retry.ts";
import { retrySchedule } from "../../../rules/concepts/retry/schedule-table.ts";
import { BUILT_IN_RETRIES, builtInRetryOf, defaultRetries } from "../../../rules/libraries/built-in-retries.ts";
import { Project } from "../../../rules/project/project.ts";

/** Library names of calls that send a request, with the row that speaks of them. */
const CALLS: [name: string, language: string, title: string | undefined][] = [
  ["openai.default().chat.completions.create", "typescript", "OpenAI"],
  ["openai.OpenAI().responses.create", "python", "OpenAI"],
  ["openai.AsyncOpenAI().with_options().chat.completions.create", "python", "OpenAI"],
  ["@anthropic-ai/sdk.default().messages.create", "typescript", "Anthropic"],
  ["anthropic.Anthropic().messages.create", "python", "Anthropic"],
  ["stripe.default().paymentIntents.create", "typescript", "Stripe"],
  ["stripe.default().webhooks.constructEvent", "typescript", undefined],
  ["stripe.PaymentIntent.create", "python", "Stripe"],
  ["stripe.StripeClient().v1.payment_intents.create", "python", "Stripe"],
  ["@slack/web-api.WebClient().chat.postMessage", "typescript", "Slack"],
  ["slack_sdk.WebClient().chat_postMessage", "python", "Slack"],
  ["mercadopago.Payment().create", "typescript", "Mercado Pago"],
  ["@supabase/supabase-js.createClient().from().select", "typescript", "supabase-js"],
  ["@supabase/supabase-js.createClient().from().insert().select", "typescript", undefined],
  ["@supabase/supabase-js.createClient().rpc", "typescript", undefined],
  ["@aws-sdk/client-s3.S3Client().send", "typescript", "AWS SDK"],
  ["got.default.get", "typescript", "got"],
  ["got.default.post", "typescript", undefined],
  ["ky.default.create().get", "typescript", "ky"],
  ["ky.default.post", "typescript", undefined],
  ["gaxios.request", "typescript", "gaxios"],
  ["twilio.default().messages.create", "typescript", "Twilio"],
  ["@hubspot/api-client.Client().crm.contacts.basicApi.create", "typescript", "HubSpot"],
  ["boto3.client().put_object", "python", "boto3"],
  ["axios.default.post", "typescript", undefined],
  ["requests.get", "python", undefined],
  ["httpx.Client().get", "python", undefined],
];

describe("clients that try again by themselves", () => {
  for (const [name, language, title] of CALLS)
    it(`${name} is ${title ?? "none"}`, () => assert.equal(builtInRetryOf(name, language)?.title, title));

  it("each have an example here, and a source", () => {
    for (const row of BUILT_IN_RETRIES) {
      assert.ok(
        CALLS.some(([name, language]) => builtInRetryOf(name, language) === row),
        row.title,
      );
      assert.match(row.source, /\S/u, row.title);
    }
  });

  const VERSIONS: [name: string, version: string | undefined, retries: number, exact: boolean][] = [
    ["stripe.default().refunds.create", "12.18.0", 0, true],
    ["stripe.default().refunds.create", "^16.2.0", 1, true],
    ["stripe.default().refunds.create", "17.0.0", 2, true],
    ["stripe.default().refunds.create", ">=12", 0, false],
    ["stripe.default().refunds.create", undefined, 0, false],
    ["@supabase/supabase-js.createClient().from().select", "2.101.4", 0, true],
    ["@supabase/supabase-js.createClient().from().select", "2.102.0", 3, true],
    ["@supabase/supabase-js.createClient().from().select", "^2.49.0", 0, false],
    ["openai.default().chat.completions.create", undefined, 2, true],
  ];
  for (const [name, version, retries, exact] of VERSIONS)
    it(`${name} of ${version} retries ${retries} times${exact ? "" : " at least"}`, () =>
      assert.deepEqual(defaultRetries(builtInRetryOf(name, "typescript")!, version), { retries, exact }));
});

describe("the retries of a client", () => {
  const CASES: [source: string, packages: Record<string, string>, expected: string][] = [
    [`import OpenAI from "openai"; const client = new OpenAI();`, {}, "known 3"],
    [`import OpenAI from "openai"; const client = new OpenAI({ maxRetries: 5 });`, {}, "known 6"],
    [`import OpenAI from "openai"; const client = new OpenAI({ maxRetries: 0 });`, {}, "known 1"],
    [`import Stripe from "stripe"; const stripe = new Stripe(key);`, { stripe: "12.0.0" }, "known 1"],
    [`import Stripe from "stripe"; const stripe = new Stripe(key);`, { stripe: "^14.3.0" }, "known 2"],
    [`import Stripe from "stripe"; const stripe = new Stripe(key);`, {}, "unknown"],
    [`import Stripe from "stripe"; const stripe = new Stripe(key, { maxNetworkRetries: 4 });`, {}, "known 5"],
    [
      `import { createClient } from "@supabase/supabase-js"; const db = createClient(url, key);`,
      { "@supabase/supabase-js": "2.49.4" },
      "known 1",
    ],
    [
      `import { createClient } from "@supabase/supabase-js"; const db = createClient(url, key);`,
      { "@supabase/supabase-js": "2.103.0" },
      "known 4",
    ],
    [`import { WebClient } from "@slack/web-api"; const slack = new WebClient(token);`, {}, "known 11"],
    [
      `import { WebClient } from "@slack/web-api"; const slack = new WebClient(token, { retryConfig: { retries: 2 } });`,
      {},
      "known 3",
    ],
    [`import { S3Client } from "@aws-sdk/client-s3"; const s3 = new S3Client({ maxAttempts: 5 });`, {}, "known 5"],
    [`import twilio from "twilio"; const client = twilio(sid, token);`, {}, "none"],
    [`import twilio from "twilio"; const client = twilio(sid, token, { autoRetry: true });`, {}, "known 4"],
  ];
  for (const [source, dependencies, expected] of CASES)
    it(`${source} ${JSON.stringify(dependencies)} are ${expected}`, () => {
      const files = [analyse("package.json", JSON.stringify({ dependencies })), analyse("app.ts", source)];
      const [client] = Project.link(files)
        .conceptsOf("app.ts")
        .filter((one): one is BuiltInRetry => one.type === "BuiltInRetry");
      const attempts = client && retrySchedule(client).attempts;
      assert.equal(!attempts ? "none" : attempts.is === "known" ? `known ${attempts.count}` : attempts.is, expected);
    });

  it("say what is tried again, and when", () => {
    const project = Project.link([analyse("app.py", "from openai import OpenAI\n\nclient = OpenAI(max_retries=3)\n")]);
    const [client] = project.conceptsOf("app.py").filter((one): one is BuiltInRetry => one.type === "BuiltInRetry");
    const { on, total, afterLast } = retrySchedule(client!);
    assert.deepEqual(
      [on, total, afterLast],
      ["408, 409, 429, 5xx and network errors", { lowMs: 2625, highMs: 3500 }, "`APIError` is raised"],
    );
  });
});
