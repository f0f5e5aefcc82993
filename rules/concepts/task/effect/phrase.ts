/** Sentences about an effect, in the words of the code. */
import type { EffectKind } from "../../../libraries/effects.ts";
import { wordsOf } from "../body/claims.ts";
import type { Effect } from "./effects.ts";

const AGAIN: Record<EffectKind, string> = {
  mail: "sends the e-mail again",
  sms: "sends the text message again",
  chat: "posts the message again",
  push: "sends the notification again",
  charge: "charges again",
  request: "makes the request again",
  render: "starts and pays for the work again",
  counter: "changes the amount again",
  insert: "adds the row again",
};

const CREATES = new Set(["create", "add", "register"]);
const SENDS: Record<string, string> = {
  send: "sends",
  post: "posts",
  publish: "publishes",
  push: "pushes",
  notify: "notifies",
  submit: "submits",
  deliver: "delivers",
  trigger: "triggers",
  start: "starts",
};
const FILLER = new Set([
  "or",
  "and",
  "update",
  "new",
  "async",
  "the",
  "a",
  "to",
  "via",
  "for",
  "from",
  "by",
  "with",
  "in",
  "on",
  "if",
  "upsert",
  "api",
  "post",
  "resend",
  "sendgrid",
  "mailgun",
  "postmark",
  "brevo",
  "mailjet",
  "twilio",
]);

/** What the second run does: "creates a second lead", "sends the e-mail again". */
export function consequenceOf(effect: Effect): string {
  if (effect.kind === "charge")
    return `creates a second ${singular(wordsOf(effect.text.split(".").at(-2) ?? "payment").join(" "))}`;
  if (effect.kind === "counter") return `changes \`${effect.text}\` a second time`;
  if (effect.kind === "insert") return `adds a second row to \`${effect.text}\``;
  if (effect.kind !== "request") return AGAIN[effect.kind];
  for (const name of [...effect.through.map(body => body.record.name).toReversed(), lastName(effect.step.text)]) {
    const words = wordsOf(name);
    const verb = words[0] ?? "";
    const stop = words.findIndex(
      (word, index) =>
        index > 0 &&
        (word === "via" ||
          word === "for" ||
          word === "from" ||
          word === "by" ||
          word === "with" ||
          word === "to" ||
          word === "in" ||
          word === "on"),
    );
    const noun = (stop < 0 ? words.slice(1) : words.slice(1, stop)).filter(word => !FILLER.has(word)).join(" ");
    if (noun === "") continue;
    if (CREATES.has(verb)) return `creates a second ${noun}`;
    const sends = SENDS[verb];
    if (sends !== undefined) return `${sends} the ${noun} again`;
  }
  return AGAIN.request;
}

function singular(noun: string): string {
  return noun.replace(/s$/u, "");
}

function lastName(text: string): string {
  return text.slice(text.lastIndexOf(".") + 1);
}
