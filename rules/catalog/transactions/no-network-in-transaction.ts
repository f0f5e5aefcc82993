import type { NetworkFault } from "../../concepts/transaction/index.ts";
import { defineRule } from "../../define-rule.ts";
import type { Level } from "../../finding.ts";

export default defineRule({
  family: "transactions",
  name: "no-network-in-transaction",
  languages: ["typescript", "python"],
  description: "Another system is called while a database transaction is open.",
  level: "warning",
  fixable: false,
  messages: {
    holdsRows:
      "`{{call}}` waits for {{thing}} inside the transaction that begins in line {{line}}: until it answers, the connection and the changed rows stay locked, and a rollback does not undo the call.",
    holdsConnection:
      "`{{call}}` waits for {{thing}} inside the transaction that begins in line {{line}}: until it answers, the connection is missing in the pool.",
    holdsRowsUntilCommit:
      "`{{call}}` waits for {{thing}} before the commit in line {{line}}: until it answers, the connection and the changed rows stay locked, and a rollback does not undo the call.",
    holdsConnectionUntilCommit:
      "`{{call}}` waits for {{thing}} in the transaction that the first query began and line {{line}} commits: until it answers, the connection is missing in the pool.",
    timesOut:
      "`{{call}}` waits for {{thing}} inside the transaction that begins in line {{line}}: when the answer takes longer than {{limit}}, {{platform}} rolls back what was written, and the call stays made.",
    handedOnEarly:
      "`{{call}}` hands work on inside the transaction that begins in line {{line}}: the worker may look for rows before they are committed, or after a rollback.",
    handedOnBeforeCommit:
      "`{{call}}` hands work on before the commit in line {{line}}: the worker may look for rows before they are committed, or after a rollback.",
  },
  options: {},
  defaults: {},
  create: context => ({
    Transaction({ fault }) {
      if (!fault) return;
      const { at, call, thing, line, platform, limit } = fault;
      context.report({
        level: levelOf(fault),
        at,
        messageId: messageOf(fault),
        data: { call, line, platform, thing, limit: `${(limit ?? 0) / 1000} s` },
        related: fault.story,
      });
    },
  }),
});

/** Nothing is changed yet: only the connection is held, or a message is a little early. */
function levelOf({ locks, limit, ends, kind }: NetworkFault): Level {
  if (locks || limit !== undefined) return "warning";
  return kind === "enqueue" || ends ? "advice" : "warning";
}

function messageOf({ kind, ends, locks, limit }: NetworkFault) {
  if (kind === "enqueue") return ends ? "handedOnBeforeCommit" : "handedOnEarly";
  if (limit !== undefined) return "timesOut";
  if (ends) return locks ? "holdsRowsUntilCommit" : "holdsConnectionUntilCommit";
  return locks ? "holdsRows" : "holdsConnection";
}
