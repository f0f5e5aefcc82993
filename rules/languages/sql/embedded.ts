/** SQL inside a string literal of another language, with places in that language's file. */
import type { Place } from "../../finding.ts";
import { LineIndex } from "../../ir/lines.ts";
import type { Span } from "../../ir/nodes.ts";
import type { SchemaFacts } from "../../project/schema/schema-facts.ts";
import { placeIn } from "../../semantics/place.ts";
import { sqlSchemaFacts } from "./lower.ts";

/** `sql` is the literal's value. Where it differs from how it is written, every place is that of the literal. */
export function embeddedSqlFacts(text: string, sql: string, literal: Span): SchemaFacts {
  const offset = sql === "" ? -1 : text.slice(literal.start, literal.end).indexOf(sql);
  if (offset < 0) return withPlace(sqlSchemaFacts(sql), placeIn(new LineIndex(text), literal)) as SchemaFacts;
  // Blanks of equal length before it make its places those of the file.
  return sqlSchemaFacts(text.slice(0, literal.start + offset).replace(/[^\n\r]/g, " ") + sql);
}

function withPlace(value: unknown, place: Place): unknown {
  if (Array.isArray(value)) return value.map(one => withPlace(one, place));
  if (typeof value !== "object" || value === null) return value;
  if ("start" in value && "endLine" in value) return place;
  return Object.fromEntries(
    // A body's offsets and those of a policy's roles mean nothing outside the text they were taken from.
    Object.entries(value).flatMap(([key, one]) =>
      key === "bodySpan" || key === "rolesAt" ? [] : [[key, withPlace(one, place)]],
    ),
  );
}
