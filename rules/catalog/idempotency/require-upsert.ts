import type { UpsertFault } from "../../concepts/lookup-insert/index.ts";
import { defineRule } from "../../define-rule.ts";
import type { Level } from "../../finding.ts";
import { nameConflict } from "../../fixes/name-conflict.ts";

export default defineRule({
  family: "idempotency",
  name: "require-upsert",
  languages: ["typescript", "python"],
  description: "A row is inserted, or a thing created, in a way that two runs at once do twice.",
  level: "error",
  fixable: "suggestion",
  messages: {
    lookedThenInserted:
      "Two runs of `{{name}}` at once both find no `{{what}}` with this {{key}} and both insert one: no unique key keeps the second out.",
    violationUncaught:
      "Two runs of `{{name}}` at once both find no `{{what}}` with this {{key}}; the unique key refuses the second insert, and that run fails instead of going on with the row.",
    lookedThenCreated:
      "Two runs of `{{name}}` at once both find no {{what}} and both create one: the other system is asked and told in two requests.",
    insertedAgain:
      "When {{platform}} delivers the same message again, `{{name}}` inserts a second `{{what}}`: no unique key covers {{key}}.",
    unkeyedGetOrCreate:
      "Two runs of `{{name}}` at once both create a `{{what}}`: no unique key covers {{key}}, and the next `get` finds two rows and fails.",
    unkeyedUpsert:
      "This `upsert` goes by {{key}}, which the row does not give and the database makes anew, so it meets no `{{what}}` and inserts one each time.",
    unmergedUpsert:
      "This `upsert` goes by {{key}}, which the row does not give and the database makes anew, so a `{{what}}` that is there already is refused instead of merged.",
  },
  options: {},
  defaults: {},
  create: context => ({
    LookupInsert({ faults }) {
      for (const fault of faults) {
        const { way, name, what, key, platform } = fault;
        context.report({
          level: levelOf(fault),
          at: fault.at,
          messageId: way,
          data: { name, what, key, platform },
          related: fault.story,
          fixes: fault.repair ? nameConflict(fault.repair, context.text) : [],
        });
      }
    },
  }),
});

function levelOf({ way, meets }: UpsertFault): Level {
  if (way === "violationUncaught") return "advice";
  if (way === "unkeyedUpsert") return "error";
  return meets === "unlikely" ? "advice" : "warning";
}
