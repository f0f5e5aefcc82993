import type { RuleDefinition } from "../../rules/define-rule.ts";

/** The part of JSON Schema (draft 7) that the configuration uses. */
export interface Schema {
  $schema?: string;
  title?: string;
  description?: string;
  type?: string | string[];
  enum?: readonly (string | number | boolean | null)[];
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  items?: Schema | Schema[];
  minItems?: number;
  maxItems?: number;
  minimum?: number;
  maximum?: number;
  anyOf?: Schema[];
  allowTrailingCommas?: boolean;
}

/** A rule as far as configuration knows it. */
export interface ConfigurableRule {
  definition: Pick<RuleDefinition<string, object>, "name" | "description" | "options">;
}

const LEVELS = ["off", "on", "error", "warning", "advice"] as const;

/** JSON Schema of `faultline.json` for a list of rules. Editors complete with it, and the engine checks with the same. */
export function configSchema(rules: readonly ConfigurableRule[]): Schema {
  const strings = (description: string): Schema => ({ description, type: "array", items: { type: "string" } });
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Faultline configuration",
    type: "object",
    allowTrailingCommas: true,
    additionalProperties: false,
    properties: {
      $schema: { description: "Where this schema lies.", type: "string" },
      extends: {
        description:
          "Configuration files that this one builds on: paths relative to it. Later ones win, this file wins over all.",
        anyOf: [{ type: "string" }, { type: "array", items: { type: "string" } }],
      },
      preset: {
        description: "recommended shows errors and warnings; audit shows advice too.",
        enum: ["recommended", "audit"],
      },
      rules: {
        description:
          "Level of each rule: off, on (the rule decides), or one level for all its findings; with options as [level, options].",
        type: "object",
        additionalProperties: false,
        properties: Object.fromEntries(rules.map(rule => [rule.definition.name, ruleSchema(rule)])),
      },
      include: strings("Only these files take part: patterns as in .gitignore, relative to this file."),
      exclude: strings("These files take no part: patterns as in .gitignore, relative to this file."),
      tenancy: {
        description: "What tells tenants apart. Inferred from the schema when absent.",
        type: "object",
        additionalProperties: false,
        properties: {
          columns: strings("Columns that carry the tenant, such as site_id."),
          globalTables: strings("Tables that belong to no tenant although they have such a column."),
          adminClients: strings("Functions or variables that give a client which row-level security does not bind."),
        },
      },
      limits: {
        description: "Rate limiters of this project.",
        type: "object",
        additionalProperties: false,
        properties: { limiterNames: strings("Functions or variables that are rate limiters.") },
      },
      settings: { description: "Free for other tools; not read.", type: "object" },
    },
  };
}

function ruleSchema(rule: ConfigurableRule): Schema {
  const { description, options } = rule.definition;
  const ownOptions: Schema = {
    type: "object",
    additionalProperties: false,
    properties: options as Record<string, Schema>,
  };
  return {
    description,
    anyOf: [{ enum: LEVELS }, { type: "array", minItems: 1, maxItems: 2, items: [{ enum: LEVELS }, ownOptions] }],
  };
}
