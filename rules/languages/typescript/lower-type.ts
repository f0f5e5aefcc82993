import * as ts from "typescript";

import type { Binary, Expression, Property } from "../../ir/nodes.ts";
import { makeHole, makeIndex, makeList, makeLiteral, makeMember, makeName, makeProperty } from "./build.ts";
import { byKind } from "./dispatch.ts";
import { lowerExpression } from "./lower-expression.ts";
import { lowerLiteral } from "./lower-literal.ts";
import { keyOf, lowerKey } from "./lower-object.ts";
import { isMissing, maximalDepth, type Source } from "./source.ts";

const K = ts.SyntaxKind;

/**
 * A type as an expression: object types are objects, references are names and members, type arguments and tuples are
 * indices by a tuple and tuples, `T[]` is `Array` indexed by `T`, `A | B` is a binary. Function types are holes.
 */
export function lowerType(source: Source, node: ts.TypeNode): Expression {
  const lower = lowerers[node.kind];
  if (lower === undefined) return makeHole([], source.startOf(node), node.end);
  if (source.depth >= maximalDepth) return source.tooDeep(node);
  source.depth++;
  const result = lower(source, node);
  source.depth--;
  return result;
}

export function lowerTypeArguments(source: Source, nodes: readonly ts.TypeNode[]): Expression[] {
  const types: Expression[] = [];
  for (const node of nodes) types.push(lowerType(source, node));
  return types;
}

/** The members of an object type or interface. Call and construct signatures are left out. */
export function lowerTypeMembers(source: Source, nodes: readonly ts.TypeElement[]): Property[] {
  const properties: Property[] = [];
  for (const node of nodes) {
    const start = source.startOf(node);
    if (node.kind === K.IndexSignature) {
      properties.push(lowerIndexSignature(source, node as ts.IndexSignatureDeclaration, start));
    } else if (node.name !== undefined) {
      const keyNode = lowerKey(source, node.name);
      const value = memberType(source, node, keyNode.end);
      properties.push(
        makeProperty(keyOf(node.name), keyNode, value, start, node.end, node.questionToken ? optional : undefined),
      );
    }
  }
  return properties;
}

function memberType(source: Source, node: ts.TypeElement, from: number): Expression {
  if (node.kind === K.PropertySignature || node.kind === K.GetAccessor) {
    const type = (node as ts.PropertySignature).type;
    if (type !== undefined) return lowerType(source, type);
  }
  return makeHole([], from, node.end);
}

function lowerIndexSignature(source: Source, node: ts.IndexSignatureDeclaration, start: number): Property {
  const keyType = node.parameters[0]?.type;
  const keyNode = keyType ? lowerType(source, keyType) : makeHole([], start, start);
  const value = node.type ? lowerType(source, node.type) : makeHole([], node.end, node.end);
  return makeProperty(undefined, keyNode, value, start, node.end);
}

const lowerers = byKind<Expression>([
  ...[
    K.StringKeyword,
    K.NumberKeyword,
    K.BooleanKeyword,
    K.AnyKeyword,
    K.UnknownKeyword,
    K.NeverKeyword,
    K.ObjectKeyword,
    K.SymbolKeyword,
    K.BigIntKeyword,
    K.VoidKeyword,
    K.IntrinsicKeyword,
    K.ThisType,
  ].map(kind => [kind, lowerKeyword] as const),
  [K.UndefinedKeyword, (s, n: ts.Node) => makeLiteral(null, s.startOf(n), n.end, "undefined")],
  [K.TypeReference, lowerReference],
  [K.ExpressionWithTypeArguments, (s, n: ts.ExpressionWithTypeArguments) => lowerExpression(s, n)],
  [K.LiteralType, lowerLiteralType],
  [K.TemplateLiteralType, lowerTemplateType],
  [K.UnionType, lowerUnion],
  [K.IntersectionType, lowerUnion],
  [K.ArrayType, lowerArrayType],
  [K.TupleType, lowerTuple],
  [K.NamedTupleMember, (s, n: ts.NamedTupleMember) => lowerType(s, n.type)],
  [K.OptionalType, (s, n: ts.OptionalTypeNode) => lowerType(s, n.type)],
  [K.RestType, lowerRestType],
  [K.ParenthesizedType, (s, n: ts.ParenthesizedTypeNode) => lowerType(s, n.type)],
  [K.TypeLiteral, lowerTypeLiteral],
  [K.TypeOperator, lowerTypeOperator],
  [K.IndexedAccessType, lowerIndexedAccess],
  [K.TypeQuery, lowerTypeQuery],
  [K.ImportType, lowerImportType],
  [K.ConditionalType, lowerConditionalType],
  [K.MappedType, lowerMappedType],
  [K.InferType, (s, n: ts.InferTypeNode) => makeName(ts.idText(n.typeParameter.name), s.startOf(n), n.end)],
]);

function lowerKeyword(source: Source, node: ts.Node): Expression {
  const start = source.startOf(node);
  return makeName(source.text.slice(start, node.end), start, node.end);
}

function lowerReference(source: Source, node: ts.TypeReferenceNode): Expression {
  return withArguments(source, lowerEntityName(source, node.typeName), node, node.typeArguments);
}

function lowerEntityName(source: Source, node: ts.EntityName): Expression {
  const start = source.startOf(node);
  if (node.kind === K.Identifier) {
    const name = ts.idText(node);
    return name === "" ? makeHole([], start, node.end) : makeName(name, start, node.end);
  }
  const object = lowerEntityName(source, node.left);
  if (isMissing(node.right)) return makeHole([object], start, node.end);
  return makeMember(object, ts.idText(node.right), source.startOf(node.right), node.right.end, start);
}

function withArguments(
  source: Source,
  object: Expression,
  node: ts.Node,
  args: ts.NodeArray<ts.TypeNode> | undefined,
): Expression {
  if (args === undefined) return object;
  const types = makeList(lowerTypeArguments(source, args), "tuple", args.pos, args.end);
  return makeIndex(object, types, source.startOf(node), node.end);
}

function lowerLiteralType(source: Source, node: ts.LiteralTypeNode): Expression {
  return node.literal.kind === K.PrefixUnaryExpression
    ? lowerExpression(source, node.literal)
    : lowerLiteral(source, node.literal);
}

function lowerTemplateType(source: Source, node: ts.TemplateLiteralTypeNode): Expression {
  const start = source.startOf(node);
  const parts = [node.head.text];
  const values: Expression[] = [];
  for (const span of node.templateSpans) {
    values.push(lowerType(source, span.type));
    parts.push(span.literal.text);
  }
  return { kind: "template", start, end: node.end, parent: undefined, order: undefined, parts, values, tag: undefined };
}

function lowerUnion(source: Source, node: ts.UnionOrIntersectionTypeNode): Expression {
  const operator: Binary["operator"] = node.kind === K.UnionType ? "|" : "&";
  let left: Expression | undefined;
  for (const type of node.types) {
    const right = lowerType(source, type);
    left = left
      ? { kind: "binary", start: left.start, end: type.end, parent: undefined, order: undefined, operator, left, right }
      : right;
  }
  return left ?? makeHole([], source.startOf(node), node.end);
}

function lowerArrayType(source: Source, node: ts.ArrayTypeNode): Expression {
  const start = source.startOf(node);
  const element = lowerType(source, node.elementType);
  const list = makeList([element], "tuple", element.start, element.end);
  return makeIndex(makeName("Array", start, start), list, start, node.end);
}

function lowerTuple(source: Source, node: ts.TupleTypeNode): Expression {
  const start = source.startOf(node);
  return makeList(lowerTypeArguments(source, node.elements), "tuple", start, node.end);
}

function lowerRestType(source: Source, node: ts.RestTypeNode): Expression {
  const start = source.startOf(node);
  const value = lowerType(source, node.type);
  return { kind: "spread", start, end: node.end, parent: undefined, order: undefined, value, keyword: undefined };
}

function lowerTypeLiteral(source: Source, node: ts.TypeLiteralNode): Expression {
  const start = source.startOf(node);
  const properties = lowerTypeMembers(source, node.members);
  return { kind: "object", start, end: node.end, parent: undefined, order: undefined, properties };
}

/** `readonly T[]` is `T[]`; `keyof T` is unknown. */
function lowerTypeOperator(source: Source, node: ts.TypeOperatorNode): Expression {
  const start = source.startOf(node);
  const type = lowerType(source, node.type);
  return node.operator === K.KeyOfKeyword ? makeHole([type], start, node.end) : type;
}

/** `Database["public"]`: indexed by a literal, where type arguments are indexed by a tuple. */
function lowerIndexedAccess(source: Source, node: ts.IndexedAccessTypeNode): Expression {
  const start = source.startOf(node);
  const object = lowerType(source, node.objectType);
  return makeIndex(object, lowerType(source, node.indexType), start, node.end);
}

function lowerTypeQuery(source: Source, node: ts.TypeQueryNode): Expression {
  const start = source.startOf(node);
  const operand = lowerEntityName(source, node.exprName);
  const typed = node.typeArguments
    ? makeIndex(
        operand,
        makeList(
          lowerTypeArguments(source, node.typeArguments),
          "tuple",
          node.typeArguments.pos,
          node.typeArguments.end,
        ),
        operand.start,
        node.end,
      )
    : operand;
  return {
    kind: "unary",
    start,
    end: node.end,
    parent: undefined,
    order: undefined,
    operator: "typeof",
    operand: typed,
  };
}

/** `import("m").A<T>` is a member of the module's import. */
function lowerImportType(source: Source, node: ts.ImportTypeNode): Expression {
  const start = source.startOf(node);
  const module = lowerType(source, node.argument);
  const end = Math.max(module.end, Math.min(node.end, source.text.indexOf(")", module.end) + 1));
  let object: Expression = {
    kind: "call",
    start,
    end,
    parent: undefined,
    order: undefined,
    callee: makeName("import", start, start),
    args: [
      {
        kind: "argument",
        start: module.start,
        end: module.end,
        parent: undefined,
        order: undefined,
        name: undefined,
        value: module,
        spread: undefined,
      },
    ],
    isNew: undefined,
    argsStart: module.start,
    typeArgs: undefined,
    optional: undefined,
  };
  for (const name of entityParts(node.qualifier)) {
    object = makeMember(object, ts.idText(name), source.startOf(name), name.end, start);
  }
  return withArguments(source, object, node, node.typeArguments);
}

function entityParts(name: ts.EntityName | undefined): ts.Identifier[] {
  const parts: ts.Identifier[] = [];
  let rest = name;
  for (; rest !== undefined && rest.kind === K.QualifiedName; rest = rest.left) parts.push(rest.right);
  if (rest !== undefined) parts.push(rest as ts.Identifier);
  return parts.reverse();
}

function lowerConditionalType(source: Source, node: ts.ConditionalTypeNode): Expression {
  const start = source.startOf(node);
  const parts = [node.checkType, node.extendsType, node.trueType, node.falseType];
  return makeHole(lowerTypeArguments(source, parts), start, node.end);
}

function lowerMappedType(source: Source, node: ts.MappedTypeNode): Expression {
  const start = source.startOf(node);
  const parts = [node.typeParameter.constraint, node.nameType, node.type].filter(part => part !== undefined);
  return makeHole(lowerTypeArguments(source, parts), start, node.end);
}

const optional = { optional: true };
