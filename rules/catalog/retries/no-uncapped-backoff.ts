import * as l10n from "@vscode/l10n";
import type { Retry, RetryDelay } from "../../concepts/retry/index.ts";
import { defineRule } from "../../define-rule.ts";
import type { Level } from "../../finding.ts";
import { capDelay } from "../../fixes/cap-delay.ts";

type MessageId = "tooLong" | "endless" | "unlimited" | "bounded" | "limited" | "limitedElsewhere" | "scalesWithSize";

interface Verdict {
  level: Level;
  messageId: MessageId;
  data?: Record<string, string | number>;
}

export default defineRule<MessageId, { maxDelayMs: number }>({
  family: "retries",
  name: "no-uncapped-backoff",
  languages: ["typescript", "python"],
  description: "The delay between retries grows with the attempts and nothing bounds it.",
  level: "error",
  fixable: "safe",
  messages: {
    tooLong: "The {{delay}} {{growth}} and has no cap: it reaches {{reached}} at retry {{retries}}.",
    endless: "The {{delay}} {{growth}} and has no cap, and the retries never end because {{why}}: {{reach}}.",
    unlimited: "The {{delay}} {{growth}}, has no cap, and no limit of the retries is in sight.",
    bounded: "The {{delay}} {{growth}} and has no cap: {{schedule}}, so only {{bound}} bounds it.",
    limited: "The {{delay}} {{growth}} and has no cap, so only {{bound}} bounds it.",
    limitedElsewhere:
      "The {{delay}} {{growth}} and has no cap, so it is bounded only where a caller stops, as {{bound}} does.",
    scalesWithSize: "The {{delay}} grows with the size of `{{size}}` and has no upper bound.",
  },
  options: {
    maxDelayMs: {
      type: "number",
      minimum: 1,
      description: "The longest delay in milliseconds that the attempt limit alone may allow.",
    },
  },
  defaults: { maxDelayMs: 3_600_000 },
  create: (context, { maxDelayMs }) => ({
    Retry(retry) {
      for (const delay of retry.delays) {
        const verdict = judge(retry, delay, maxDelayMs);
        if (!verdict) continue;
        context.report({
          level: verdict.level,
          at: delay.place,
          messageId: verdict.messageId,
          data: { delay: delay.words.name, growth: delay.words.growth, ...verdict.data },
          related: delay.story,
          fixes: capDelay(delay, maxDelayMs, context.language, context.text),
        });
      }
    },
  }),
});

function judge(retry: Retry, delay: RetryDelay, maxDelayMs: number): Verdict | undefined {
  if (delay.elsewhere) return undefined;
  if (delay.size !== undefined && retry.kind === "task")
    return { level: "warning", messageId: "scalesWithSize", data: { size: delay.size } };
  if (delay.limit.is !== "absent" || delay.growth === "unknown") return undefined;
  const { attempts } = retry;
  // The counter counts down: the delays get shorter.
  if (delay.schedule.length > 1 && Math.max(...delay.schedule) <= delay.schedule[0]!) return undefined;
  const passed = delay.passes(maxDelayMs);
  if (attempts.is === "known") {
    // A time that is stored may lie days ahead: nothing waits for it, and the limit of the attempts is part of the plan.
    if (passed && retry.kind !== "schedule")
      return {
        level: "error",
        messageId: "tooLong",
        data: { retries: attempts.retries, reached: delay.words.longest },
      };
    // One retry has one delay, and a delay that grows by the same amount every time is bounded by any limit.
    if (attempts.retries < 2 || delay.growth === "linear") return undefined;
    if (delay.schedule.length === 0)
      return { level: "advice", messageId: "limited", data: { bound: delay.words.bound } };
    return {
      level: "advice",
      messageId: "bounded",
      data: { schedule: delay.words.schedule, bound: delay.words.bound },
    };
  }
  if (delay.growth === "linear") return undefined;
  if (attempts.is === "absent") {
    const reach = passed
      ? l10n.t("it reaches {0} at retry {1}", passed.text, passed.retry)
      : l10n.t("it grows for ever");
    return { level: passed ? "error" : "warning", messageId: "endless", data: { why: attempts.why, reach } };
  }
  if (attempts.bound)
    return {
      level: "advice",
      messageId: attempts.bound.assumed ? "limitedElsewhere" : "limited",
      data: { bound: delay.words.bound },
    };
  return { level: "warning", messageId: "unlimited" };
}
