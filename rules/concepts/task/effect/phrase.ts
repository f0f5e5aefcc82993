/** Sentences about an effect, in the words of the code. */
import * as l10n from "@vscode/l10n";
import { phrase, worded } from "../../../libraries/phrase.ts";
import type { EffectKind } from "../../../libraries/effects.ts";
import { wordsOf } from "../body/claims.ts";
import type { Effect } from "./effects.ts";

const AGAIN: Record<EffectKind, string> = {
  mail: phrase("sends the e-mail again"),
  sms: phrase("sends the text message again"),
  chat: phrase("posts the message again"),
  push: phrase("sends the notification again"),
  charge: phrase("charges again"),
  request: phrase("makes the request again"),
  render: phrase("starts and pays for the work again"),
  counter: phrase("changes the amount again"),
  insert: phrase("adds the row again"),
};

const CREATES = new Set(["create", "add", "register"]);
const SENDS: Record<string, (noun: string) => string> = {
  send: noun => l10n.t("sends the {0} again", noun),
  post: noun => l10n.t("posts the {0} again", noun),
  publish: noun => l10n.t("publishes the {0} again", noun),
  push: noun => l10n.t("pushes the {0} again", noun),
  notify: noun => l10n.t("notifies the {0} again", noun),
  submit: noun => l10n.t("submits the {0} again", noun),
  deliver: noun => l10n.t("delivers the {0} again", noun),
  trigger: noun => l10n.t("triggers the {0} again", noun),
  start: noun => l10n.t("starts the {0} again", noun),
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
    return l10n.t("creates a second {0}", singular(wordsOf(effect.text.split(".").at(-2) ?? "payment").join(" ")));
  if (effect.kind === "counter") return l10n.t("changes `{0}` a second time", effect.text);
  if (effect.kind === "insert") return l10n.t("adds a second row to `{0}`", effect.text);
  if (effect.kind !== "request") return worded(AGAIN[effect.kind]);
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
    if (CREATES.has(verb)) return l10n.t("creates a second {0}", noun);
    const sends = SENDS[verb];
    if (sends) return sends(noun);
  }
  return worded(AGAIN.request);
}

function singular(noun: string): string {
  return noun.replace(/s$/u, "");
}

function lastName(text: string): string {
  return text.slice(text.lastIndexOf(".") + 1);
}
