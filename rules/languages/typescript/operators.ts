import * as ts from "typescript";

import type { Assign, BinaryOperator, Unary } from "../../ir/nodes.ts";

const K = ts.SyntaxKind;

/** Strict and loose equality are one operator in the IR. */
export const binaryOperators: ReadonlyMap<ts.SyntaxKind, BinaryOperator> = new Map<ts.SyntaxKind, BinaryOperator>([
  [K.PlusToken, "+"],
  [K.MinusToken, "-"],
  [K.AsteriskToken, "*"],
  [K.SlashToken, "/"],
  [K.PercentToken, "%"],
  [K.AsteriskAsteriskToken, "**"],
  [K.AmpersandToken, "&"],
  [K.BarToken, "|"],
  [K.CaretToken, "^"],
  [K.LessThanLessThanToken, "<<"],
  [K.GreaterThanGreaterThanToken, ">>"],
  [K.GreaterThanGreaterThanGreaterThanToken, ">>>"],
  [K.EqualsEqualsToken, "=="],
  [K.EqualsEqualsEqualsToken, "=="],
  [K.ExclamationEqualsToken, "!="],
  [K.ExclamationEqualsEqualsToken, "!="],
  [K.LessThanToken, "<"],
  [K.LessThanEqualsToken, "<="],
  [K.GreaterThanToken, ">"],
  [K.GreaterThanEqualsToken, ">="],
  [K.InKeyword, "in"],
  [K.InstanceOfKeyword, "instanceof"],
  [K.AmpersandAmpersandToken, "and"],
  [K.BarBarToken, "or"],
  [K.QuestionQuestionToken, "??"],
]);

export const assignmentOperators: ReadonlyMap<ts.SyntaxKind, Assign["operator"]> = new Map<
  ts.SyntaxKind,
  Assign["operator"]
>([
  [K.EqualsToken, "="],
  [K.PlusEqualsToken, "+"],
  [K.MinusEqualsToken, "-"],
  [K.AsteriskEqualsToken, "*"],
  [K.SlashEqualsToken, "/"],
  [K.PercentEqualsToken, "%"],
  [K.AsteriskAsteriskEqualsToken, "**"],
  [K.AmpersandEqualsToken, "&"],
  [K.BarEqualsToken, "|"],
  [K.CaretEqualsToken, "^"],
  [K.LessThanLessThanEqualsToken, "<<"],
  [K.GreaterThanGreaterThanEqualsToken, ">>"],
  [K.GreaterThanGreaterThanGreaterThanEqualsToken, ">>>"],
  [K.AmpersandAmpersandEqualsToken, "and"],
  [K.BarBarEqualsToken, "or"],
  [K.QuestionQuestionEqualsToken, "??"],
]);

export const prefixOperators: ReadonlyMap<ts.SyntaxKind, Unary["operator"]> = new Map<ts.SyntaxKind, Unary["operator"]>(
  [
    [K.ExclamationToken, "not"],
    [K.MinusToken, "-"],
    [K.PlusToken, "+"],
    [K.TildeToken, "~"],
  ],
);
