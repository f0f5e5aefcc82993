import assert from "node:assert/strict";
import { CELERY_TASK, DELIVERIES, RETRYING_CLIENTS, SIGNED_WEBHOOK } from "../../../rules/libraries/delivery.ts";
import { EFFECTS, effectRow } from "../../../rules/libraries/effects.ts";

/** Library names as the linker gives them, with the kind of effect. */
const EFFECT_EXAMPLES: [name: string, kind: string, command?: string][] = [
  ["resend.Resend().emails.send", "mail"],
  ["resend.Resend().emails.create", "mail"],
  ["resend.Emails.send", "mail"],
  ["nodemailer.default.createTransport().sendMail", "mail"],
  ["@sendgrid/mail.default.send", "mail"],
  ["@sendgrid/mail.default.sendMultiple", "mail"],
  ["postmark.ServerClient().sendEmail", "mail"],
  ["postmark.ServerClient().sendEmailWithTemplate", "mail"],
  ["mailgun.js.default().client().messages.create", "mail"],
  ["@aws-sdk/client-ses.SESClient().send", "mail", "SendEmailCommand"],
  ["smtplib.SMTP().sendmail", "mail"],
  ["smtplib.SMTP_SSL().send_message", "mail"],
  ["aiosmtplib.send", "mail"],
  ["django.core.mail.send_mail", "mail"],
  ["django.core.mail.send_mass_mail", "mail"],
  ["django.core.mail.EmailMultiAlternatives().send", "mail"],
  ["django.core.mail.get_connection().send_messages", "mail"],
  ["flask_mail.Mail().send", "mail"],
  ["sendgrid.SendGridAPIClient().send", "mail"],
  ["boto3.client().send_email", "mail"],
  ["boto3.client().send_raw_email", "mail"],
  ["googleapiclient.discovery.build().users().messages().send", "mail"],
  ["@googleapis/gmail.gmail().users.messages.send", "mail"],
  ["twilio.default().messages.create", "sms"],
  ["twilio.rest.Client().calls.create", "sms"],
  ["boto3.client().publish", "sms"],
  ["@slack/web-api.WebClient().chat.postMessage", "chat"],
  ["slack_sdk.WebClient().chat_postMessage", "chat"],
  ["@slack/webhook.IncomingWebhook().send", "chat"],
  ["web-push.default.sendNotification", "push"],
  ["firebase-admin.default.messaging().send", "push"],
  ["firebase_admin.messaging.send", "push"],
  ["stripe.default().refunds.create", "charge"],
  ["stripe.PaymentIntent.create", "charge"],
  ["mercadopago.Payment().create", "charge"],
  ["runwayml.RunwayML().image_to_video.create", "render"],
  ["@runwayml/sdk.default().imageToVideo.create", "render"],
  ["replicate.run", "render"],
  ["replicate.default().run", "render"],
  ["fal_client.submit", "render"],
  ["axios.default.create().post", "request"],
  ["requests.Session().post", "request"],
];

const DELIVERY_EXAMPLES = [
  "dramatiq.actor",
  "huey.RedisHuey().task",
  "rq.Queue().enqueue",
  "rq.decorators.job",
  "procrastinate.App().task",
  "taskiq_redis.ListQueueBroker().task",
  "temporalio.activity.defn",
  "google.cloud.pubsub_v1.SubscriberClient().subscribe",
  "tenacity.retry",
  "backoff.on_exception",
  "retrying.retry",
  "retry.retry",
  "stamina.retry",
  "bullmq.Worker",
  "bull.default().process",
  "bee-queue.default().process",
  "pg-boss.default().work",
  "graphile-worker.run",
  "agenda.Agenda().define",
  "@upstash/qstash/nextjs.verifySignatureAppRouter",
  "@upstash/qstash.Receiver().verify",
  "qstash.Receiver().verify",
  "inngest.Inngest().createFunction",
  "@trigger.dev/sdk/v3.task",
  "stripe.default().webhooks.constructEvent",
  "stripe.Webhook.construct_event",
  "svix.Webhook().verify",
  "standardwebhooks.Webhook().verify",
  "@clerk/nextjs/webhooks.verifyWebhook",
  "@octokit/webhooks-methods.verify",
  "@shopify/shopify-api.shopifyApi().webhooks.validate",
  "@polar-sh/sdk/webhooks.validateEvent",
  "@paddle/paddle-node-sdk.Paddle().webhooks.unmarshal",
  "@workos-inc/node.WorkOS().webhooks.constructEvent",
  "razorpay.default.validateWebhookSignature",
  "sqs-consumer.Consumer.create",
  "kafkajs.Kafka().consumer().run",
  "@google-cloud/pubsub.PubSub().subscription().on",
  "nestjs-temporal-core.ActivityMethod",
  "@nestjs/bull.Process",
  "firebase-functions/v2/firestore.onDocumentCreated",
  "node-cron.default.schedule",
  "cron.CronJob",
  "@nestjs/schedule.Cron",
  "apscheduler.schedulers.background.BackgroundScheduler().add_job",
  "apscheduler.schedulers.background.BackgroundScheduler().scheduled_job",
  "p-retry.default",
  "async-retry.default",
  "promise-retry.default",
  "exponential-backoff.backOff",
  "cockatiel.retry().execute",
];

describe("library rows of effects and deliveries", () => {
  it("knows what a client that sends commands does by the command", () => {
    const send = "@aws-sdk/client-ses.SESClient().send";
    assert.equal(effectRow(send, send, "GetIdentityCommand"), undefined);
    assert.equal(effectRow(send, send)?.proved, false);
  });

  it("knows each effect by its library name", () => {
    for (const [name, kind, command] of EFFECT_EXAMPLES) {
      const found = effectRow(name, name, command);
      assert.equal(found?.row.kind, kind, name);
      assert.equal(found?.proved, true, name);
    }
  });

  it("has an example and a source for each effect row", () => {
    for (const row of EFFECTS) {
      assert.ok(
        EFFECT_EXAMPLES.some(([name]) => row.library.test(name)),
        `no example of ${String(row.library)}`,
      );
      assert.ok(row.source.length > 0);
    }
  });

  it("has an example and a source for each delivery row", () => {
    for (const row of DELIVERIES) {
      assert.ok(
        DELIVERY_EXAMPLES.some(name => row.library.test(name)),
        `no example of ${String(row.library)}`,
      );
      assert.ok(row.source.length > 0);
    }
    for (const name of DELIVERY_EXAMPLES)
      assert.ok(
        DELIVERIES.some(row => row.library.test(name)),
        name,
      );
  });

  it("takes a call by its spelling for a convention only", () => {
    assert.deepEqual(effectRow(undefined, "service.users().messages().send")?.proved, false);
    assert.equal(effectRow(undefined, "socket.send"), undefined);
    assert.equal(effectRow("ws.WebSocket().send", "socket.send"), undefined);
  });

  it("knows Celery's decorators and clients that retry by themselves", () => {
    for (const name of ["celery.shared_task", "celery.Celery().task"]) assert.match(name, CELERY_TASK);
    for (const name of ["urllib3.util.retry.Retry", "axios-retry.default"])
      assert.ok(
        RETRYING_CLIENTS.some(row => row.library.test(name)),
        name,
      );
    assert.equal(SIGNED_WEBHOOK.redelivers, true);
  });
});
