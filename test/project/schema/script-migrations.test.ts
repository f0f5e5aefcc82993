import assert from "node:assert/strict";
import { before, describe, it } from "mocha";

import { analyse } from "../../../rules/analyse.ts";
import { loadSqlParser } from "../../../rules/languages/sql/parse.ts";
import { buildSchema } from "../../../rules/project/schema/build-schema.ts";
import { findTable } from "../../../rules/project/schema/schema.ts";

const TYPEORM = `import type { MigrationInterface, QueryRunner } from "typeorm";

export class Init1700000000000 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(\`CREATE TABLE "calls" ("id" uuid PRIMARY KEY, "site_id" uuid NOT NULL)\`);
    await queryRunner.query(\`SELECT 1\`);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(\`DROP TABLE "calls"\`);
  }
}
`;

const KNEX = `const TABLE = "calls";
exports.up = async knex => {
  await knex.raw(\`ALTER TABLE \${TABLE} ADD COLUMN phone text\`);
  await knex.raw(\`ALTER TABLE \${process.env.TABLE} ADD COLUMN other text\`);
};
exports.down = knex => knex.raw("ALTER TABLE calls DROP COLUMN phone");
`;

const KYSELY = `import { sql, type Kysely } from "kysely";
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql\`CREATE UNIQUE INDEX calls_phone ON calls (site_id, phone)\`.execute(db);
}
`;

describe("SQL that migrations in TypeScript and JavaScript send", () => {
  before(loadSqlParser);

  it("is replayed in the order of their names, up only", () => {
    const summaries = [
      analyse("db/migrations/3_index.ts", KYSELY),
      analyse("db/migrations/2_phone.js", KNEX),
      analyse("db/migrations/1_init.ts", TYPEORM),
      analyse("src/query.ts", TYPEORM.replaceAll("calls", "other")),
    ];
    const schema = buildSchema(summaries.flatMap(({ path, schema }) => (schema ? [{ path, facts: schema }] : [])));
    assert.deepEqual([...schema.tables.keys()], ["calls"]);
    const calls = findTable(schema, "calls")!;
    assert.deepEqual([...calls.columns.keys()], ["id", "site_id", "phone"]);
    assert.deepEqual(
      calls.uniqueKeys.map(key => key.columns),
      [["site_id", "phone"]],
    );
    assert.equal(TYPEORM.slice(calls.place.start, calls.place.end), '"calls"');
    const script = summaries[1]!.schema!.script!;
    assert.deepEqual([script.statements, script.unread, script.first!.place.line], [2, 1, 4]);
  });
});
