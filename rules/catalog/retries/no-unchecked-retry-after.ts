import * as l10n from "@vscode/l10n";
import type { ServerDelay } from "../../concepts/server-delay/index.ts";
import type { SentDelay } from "../../concepts/server-delay/sent-header.ts";
import { defineRule } from "../../define-rule.ts";
import type { Level } from "../../finding.ts";
import { clampDelay } from "../../fixes/clamp-delay.ts";
import { sendSeconds } from "../../fixes/send-seconds.ts";

type MessageId = "unbounded" | "unboundedTime" | "dateLost" | "noFloor" | "notSeconds";

export default defineRule<MessageId, { capMs: number }>({
  family: "retries",
  name: "no-unchecked-retry-after",
  languages: ["typescript", "python"],
  description:
    "A delay that a server dictates is waited for without bounds, or a Retry-After header is sent that is no number of seconds.",
  level: "error",
  fixable: "safe",
  messages: {
    unbounded:
      "{{wait}} waits as long as the server says in {{server}}: an answer of 86400 seconds parks it for a day.",
    unboundedTime:
      "{{wait}} lies as far ahead as the server says in {{server}}: an answer of 86400 seconds stops all work for a day.",
    dateLost: "{{wait}} takes {{server}} for a number, but it may be an HTTP-date: then {{outcome}}.",
    noFloor: "{{wait}} has no lower bound: when {{server}} says 0, the next attempt follows at once.",
    notSeconds: "The `Retry-After` header is sent as {{what}}, but clients read seconds: {{outcome}}.",
  },
  options: {
    capMs: { type: "number", minimum: 1, description: "The longest wait in milliseconds that the fix allows." },
  },
  defaults: { capMs: 300_000 },
  create: (context, { capMs }) => ({
    ServerDelay(delay) {
      const { server } = delay;
      const verdict = server && judge(delay, context.language === "python");
      if (!server || !verdict) return;
      context.report({
        ...verdict,
        at: delay.value,
        data: { wait: delay.waits, server: server.name, ...verdict.data },
        related: server.story,
        fixes: clampDelay(delay, capMs, context.language, context.text),
      });
    },
    SentDelay(sent) {
      if (!sent.wrong) return;
      context.report({
        level: "error",
        at: sent.value,
        messageId: "notSeconds",
        data: SENT[sent.wrong.is](sent.wrong.why),
        fixes: sendSeconds(sent, context.language, context.text),
      });
    },
  }),
});

interface Verdict {
  level: Level;
  messageId: MessageId;
  data?: Record<string, string>;
}

function judge(delay: ServerDelay, raises: boolean): Verdict | undefined {
  const server = delay.server!;
  if (!server.upper) return { level: "warning", messageId: delay.stored ? "unboundedTime" : "unbounded" };
  if (server.date === "lost")
    return {
      level: "advice",
      messageId: "dateLost",
      data: {
        outcome: raises
          ? l10n.t("reading it raises `ValueError`")
          : l10n.t("the delay is `NaN` and the timer fires at once"),
      },
    };
  return server.lower ? undefined : { level: "advice", messageId: "noFloor" };
}

const SENT: Record<NonNullable<SentDelay["wrong"]>["is"], (why: string) => { what: string; outcome: string }> = {
  "epoch-ms": why => ({
    what: l10n.t("{0}, a time in milliseconds since 1970", why),
    outcome: l10n.t("who honours it comes back in 50,000 years"),
  }),
  "epoch-s": why => ({
    what: l10n.t("{0}, a time in seconds since 1970", why),
    outcome: l10n.t("who honours it comes back in 55 years"),
  }),
  ms: why => ({
    what: l10n.t("{0}, a number of milliseconds", why),
    outcome: l10n.t("who honours it waits a thousand times as long"),
  }),
  date: why => ({
    what: l10n.t("{0}, an ISO date", why),
    outcome: l10n.t("only an HTTP-date or a number can be read"),
  }),
};
