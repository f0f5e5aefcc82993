/** What reading one migration in Python has in common, whatever the tool: SQL in strings, and how much was understood. */
import type { Place } from "../../finding.ts";
import type { LineIndex } from "../../ir/lines.ts";
import type { Span } from "../../ir/nodes.ts";
import { placeIn } from "../../semantics/place.ts";
import type { Operation, ScriptFacts } from "./schema-facts.ts";

/** Reads SQL that stands in a string literal of the file. */
export type SqlReader = (sql: string, literal: Span) => { operations: Operation[]; script?: ScriptFacts };

export class MigrationScript {
  readonly lines: LineIndex;
  readonly #readSql: SqlReader;
  readonly facts: ScriptFacts = { statements: 0, unread: 0 };

  constructor(lines: LineIndex, readSql: SqlReader) {
    this.lines = lines;
    this.#readSql = readSql;
  }

  place(span: Span): Place {
    return placeIn(this.lines, span);
  }

  /** One operation of the tool was understood. */
  understood(): void {
    this.facts.statements++;
  }

  unread(span: Span, reason: string): void {
    this.#add({ statements: 1, unread: 1, first: { place: this.place(span), reason } });
  }

  sql(sql: string, literal: Span): Operation[] {
    const { operations, script } = this.#readSql(sql, literal);
    if (script) this.#add(script);
    return operations;
  }

  #add({ statements, unread, first }: ScriptFacts): void {
    this.facts.statements += statements;
    this.facts.unread += unread;
    if (first) this.facts.first ??= first;
  }
}
