import * as ts from "typescript";

import type { Expression, Property, Span, Statement, TypeAlias } from "../../ir/nodes.ts";
import { makeHole, makeLiteral, makeProperty } from "./build.ts";
import { lowerExpression } from "./lower-expression.ts";
import { lowerRequire } from "./lower-module.ts";
import { keyOf, lowerKey } from "./lower-object.ts";
import { lowerBinding } from "./lower-pattern.ts";
import { lowerType, lowerTypeMembers } from "./lower-type.ts";
import { isExported } from "./modifiers.ts";
import type { Source } from "./source.ts";

/** One node per declarator; a `require` among them becomes an import. `using` declares a constant. */
export function lowerDeclarations(
  source: Source,
  list: ts.VariableDeclarationList,
  statement: Span,
  exported: boolean,
  into: Statement[],
): void {
  const constant = (list.flags & ts.NodeFlags.BlockScoped) > ts.NodeFlags.Let;
  const alone = list.declarations.length === 1;
  for (const node of list.declarations) {
    const start = source.startOf(node);
    if (node.initializer !== undefined && !exported) {
      const span = alone ? statement : { start, end: node.end };
      const loaded = lowerRequire(source, node.name, node.initializer, span.start, span.end);
      if (loaded !== undefined) {
        into.push(loaded);
        continue;
      }
    }
    into.push({
      kind: "declare",
      start,
      end: node.end,
      parent: undefined,
      order: undefined,
      target: lowerBinding(source, node.name),
      value: node.initializer && lowerExpression(source, node.initializer),
      annotation: node.type && lowerType(source, node.type),
      constant,
      exported: exported || undefined,
      statement,
      decorators: undefined,
      static: undefined,
    });
  }
}

export function lowerTypeAlias(source: Source, node: ts.TypeAliasDeclaration): TypeAlias {
  const start = source.startOf(node);
  return makeAlias(node, lowerType(source, node.type), start);
}

/** What an interface extends is spread into its object, before its own members. */
export function lowerInterface(source: Source, node: ts.InterfaceDeclaration): TypeAlias {
  const start = source.startOf(node);
  const properties: Property[] = [];
  for (const clause of node.heritageClauses ?? []) {
    for (const type of clause.types) {
      const at = source.startOf(type);
      const value = lowerExpression(source, type);
      properties.push(makeProperty(undefined, value, value, at, type.end, spread));
    }
  }
  properties.push(...lowerTypeMembers(source, node.members));
  return makeAlias(node, makeObject(properties, node.name.end, node.end), start);
}

/** The object of its members; a member without a value has the number after the one before it. */
export function lowerEnum(source: Source, node: ts.EnumDeclaration): TypeAlias {
  const start = source.startOf(node);
  const properties: Property[] = [];
  let next: number | undefined = 0;
  for (const member of node.members) {
    const at = source.startOf(member);
    const keyNode = lowerKey(source, member.name);
    let value: Expression;
    if (member.initializer !== undefined) {
      value = lowerExpression(source, member.initializer);
      next = value.kind === "literal" && typeof value.value === "number" ? value.value + 1 : undefined;
    } else if (next === undefined) value = makeHole([], member.end, member.end);
    else value = makeLiteral(next++, member.end, member.end);
    properties.push(makeProperty(keyOf(member.name), keyNode, value, at, member.end));
  }
  return { ...makeAlias(node, makeObject(properties, node.name.end, node.end), start), isEnum: true };
}

function makeObject(properties: Property[], start: number, end: number): Expression {
  return { kind: "object", start, end, parent: undefined, order: undefined, properties };
}

function makeAlias(
  node: ts.TypeAliasDeclaration | ts.InterfaceDeclaration | ts.EnumDeclaration,
  value: Expression,
  start: number,
): TypeAlias {
  return {
    kind: "type-alias",
    start,
    end: node.end,
    parent: undefined,
    order: undefined,
    name: ts.idText(node.name),
    value,
    exported: isExported(node),
    isEnum: undefined,
  };
}

const spread = { spread: true };
