import * as l10n from "@vscode/l10n";
import type { Guard } from "../../concepts/guard/index.ts";
import { defineRule } from "../../define-rule.ts";
import { awaitCall } from "../../fixes/await-call.ts";

type Fault = "notAwaited" | "promiseTested" | "neverSent" | "neverRuns";

export default defineRule<Fault | "workNotAwaited" | "workNeverRuns">({
  family: "idempotency",
  name: "no-floating-guard",
  languages: ["typescript", "python"],
  description: "A lock, a claim or the record of what was done is asked and its answer is not awaited.",
  level: "error",
  fixable: "safe",
  messages: {
    notAwaited: "`{{call}}` is not awaited, so the work goes on before the {{what}} has answered, in a second run too.",
    promiseTested:
      "The test looks at the promise that `{{call}}` gives and not at its answer, so it comes out the same in every run.",
    neverSent:
      "`{{call}}` is sent only when it is awaited, so no {{what}} is kept and a second run does the work again.",
    neverRuns:
      "Nothing awaits the coroutine of `{{call}}`, so the {{what}} is never asked and a second run goes on too.",
    workNotAwaited:
      "`{{call}}` is not awaited, so {{platform}} takes the work for done before it is and never repeats a failure in it.",
    workNeverRuns: "Nothing awaits the coroutine of `{{call}}`, so its work is never done.",
  },
  options: {},
  defaults: {},
  create: context => ({
    Guard(guard) {
      if (!guard.promised) return;
      context.report({
        level: guard.promised.proved ? "error" : "warning",
        at: guard,
        messageId: faultOf(guard, guard.promised),
        data: { call: guard.text, what: nameOf(guard.promised.what) },
        related: guard.promised.story,
        fixes: guard.repair ? [awaitCall(guard.repair.call, awaitTitle(guard.promised.what), guard.repair.inside)] : [],
      });
    },
    FloatingWork(work) {
      for (const call of work.calls)
        context.report({
          level: call.proved ? "error" : "warning",
          at: call,
          messageId: call.platform === undefined ? "workNeverRuns" : "workNotAwaited",
          data: { call: call.text, platform: call.platform ?? "" },
          related: call.story,
          fixes: call.awaitable ? [awaitCall(call, l10n.t("Await the work"))] : [],
        });
    },
  }),
});

type Kind = NonNullable<Guard["promised"]>["what"];

function nameOf(what: Kind): string {
  switch (what) {
    case "lock":
      return l10n.t("lock");
    case "marker":
      return l10n.t("marker");
    case "record":
      return l10n.t("record");
  }
}

function awaitTitle(what: Kind): string {
  switch (what) {
    case "lock":
      return l10n.t("Await the lock");
    case "marker":
      return l10n.t("Await the marker");
    case "record":
      return l10n.t("Await the record");
  }
}

function faultOf(guard: Guard, promised: NonNullable<Guard["promised"]>): Fault {
  if (promised.starts === "when sent") return "neverSent";
  if (promised.starts === "as coroutine") return "neverRuns";
  return guard.use === "tested" ? "promiseTested" : "notAwaited";
}
