/** Functions, as migrations create, alter and drop them. */
import type { FunctionFact, Operation, QualifiedName } from "./schema-facts.ts";
import type { Schema, SqlFunction } from "./schema.ts";
import { inFile } from "./table-keys.ts";

type Of<Op extends Operation["op"]> = Extract<Operation, { op: Op }>;

/** Replaces the function of the same schema, name and signature, as `CREATE OR REPLACE` does. */
export function createFunction(schema: Schema, path: string, { place, statement, ...rest }: FunctionFact): void {
  const fact: SqlFunction = { ...rest, place: inFile(path, place), statement: inFile(path, statement) };
  const key = fact.name.toLowerCase();
  const types = signatureOf(fact);
  const others = (schema.functions.get(key) ?? []).filter(
    other => signatureOf(other) !== types || schemaOf(other) !== schemaOf(fact),
  );
  schema.functions.set(key, [...others, fact]);
}

export function dropFunction(schema: Schema, operation: Of<"drop-function">): void {
  const key = operation.name.name.toLowerCase();
  const left = (schema.functions.get(key) ?? []).filter(fact => !isMeant(fact, operation.name, operation.argTypes));
  if (left.length > 0) schema.functions.set(key, left);
  else schema.functions.delete(key);
}

export function alterFunction(schema: Schema, operation: Of<"alter-function">): void {
  const key = operation.name.name.toLowerCase();
  const found = schema.functions.get(key) ?? [];
  const meant = found.filter(fact => isMeant(fact, operation.name, operation.argTypes));
  for (const fact of meant)
    if (operation.securityDefiner !== undefined) fact.securityDefiner = operation.securityDefiner;
  if (operation.to === undefined || meant.length === 0) return;
  const left = found.filter(fact => !meant.includes(fact));
  if (left.length > 0) schema.functions.set(key, left);
  else schema.functions.delete(key);
  for (const fact of meant) fact.name = operation.to;
  const renamed = operation.to.toLowerCase();
  schema.functions.set(renamed, [...(schema.functions.get(renamed) ?? []), ...meant]);
}

/** A statement without a signature means all of that name; one without a schema means any. */
function isMeant(fact: SqlFunction, name: QualifiedName, argTypes: readonly string[] | undefined): boolean {
  if (name.schema !== undefined && name.schema.toLowerCase() !== schemaOf(fact)) return false;
  return argTypes === undefined || plainTypes(argTypes) === signatureOf(fact);
}

function schemaOf(fact: Pick<SqlFunction, "schema">): string {
  return (fact.schema ?? "public").toLowerCase();
}

function signatureOf(fact: Pick<SqlFunction, "args">): string {
  return plainTypes(fact.args.map(arg => arg.type));
}

/** Postgres' spellings of one type are one type. */
function plainTypes(types: readonly string[]): string {
  const plain: Record<string, string> = {
    integer: "int4",
    int: "int4",
    bigint: "int8",
    boolean: "bool",
    varchar: "text",
  };
  return types.map(type => plain[type.toLowerCase()] ?? type.toLowerCase()).join();
}
