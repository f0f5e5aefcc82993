import type { RuleDefinition } from "../../rules/define-rule.ts";
import type { Level } from "../../rules/finding.ts";

/** Rules about directives themselves. The engine runs them, as they need to know what all other rules found. */
export interface DirectiveRule {
  definition: Pick<RuleDefinition<string, object>, "name" | "description" | "options" | "level"> & {
    family: "directives";
  };
}

const declare = (name: string, level: Level, description: string): DirectiveRule => ({
  definition: { family: "directives", name, level, description, options: {} },
});

export const directiveRules: readonly DirectiveRule[] = [
  declare("unused-directive", "warning", "A directive suppresses nothing."),
  declare(
    "expired-directive",
    "warning",
    "The date of a directive has passed, so that it suppresses nothing any more.",
  ),
  declare("directive-without-reason", "advice", "A directive does not say why."),
  declare("unknown-rule", "warning", "A directive names a rule that does not exist."),
];
