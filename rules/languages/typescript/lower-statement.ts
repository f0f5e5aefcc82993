import * as ts from "typescript";

import type { Block, Expression, Handler, Loop, Statement, Switch } from "../../ir/nodes.ts";
import { makeHole } from "./build.ts";
import { byKind } from "./dispatch.ts";
import { lowerClass } from "./lower-class.ts";
import { lowerDeclarations, lowerEnum, lowerInterface, lowerTypeAlias } from "./lower-declaration.ts";
import { lowerExpression } from "./lower-expression.ts";
import { lowerFunction } from "./lower-function.ts";
import {
  lowerBareRequire,
  lowerCommonExport,
  lowerExport,
  lowerExportAssignment,
  lowerImport,
  lowerImportEquals,
  pushDefault,
} from "./lower-module.ts";
import { lowerBinding, lowerTarget } from "./lower-pattern.ts";
import { hasModifier, lowerDecorators } from "./modifiers.ts";
import { maximalDepth, type Source } from "./source.ts";

const K = ts.SyntaxKind;

/** One statement of the source can be none (`;`), one or several (`const a = 1, b = 2`) of the IR. */
export function lowerStatements(source: Source, nodes: readonly ts.Statement[]): Statement[] {
  const into: Statement[] = [];
  for (const node of nodes) lowerStatement(source, node, into);
  return into;
}

function lowerStatement(source: Source, node: ts.Statement, into: Statement[]): void {
  const lower = lowerers[node.kind];
  if (lower === undefined) {
    if (!silent.has(node.kind)) into.push(makeHole([], source.startOf(node), node.end));
    return;
  }
  if (source.depth >= maximalDepth) {
    into.push(source.tooDeep(node));
    return;
  }
  source.depth++;
  lower(source, node, into);
  source.depth--;
}

/** The branch of an `if` or the body of a loop, with or without braces. */
function lowerBranch(source: Source, node: ts.Statement | undefined): Statement[] {
  if (node === undefined) return [];
  if (node.kind === K.Block) return lowerStatements(source, (node as ts.Block).statements);
  const into: Statement[] = [];
  lowerStatement(source, node, into);
  return into;
}

const silent = new Set([K.EmptyStatement, K.DebuggerStatement, K.NotEmittedStatement, K.NamespaceExportDeclaration]);

const lowerers = byKind<unknown, [into: Statement[]]>([
  [K.ExpressionStatement, lowerExpressionStatement],
  [K.VariableStatement, lowerVariableStatement],
  [K.FunctionDeclaration, lowerFunctionDeclaration],
  [K.ClassDeclaration, lowerClassDeclaration],
  [K.ImportDeclaration, lowerImportDeclaration],
  [K.ImportEqualsDeclaration, (s, n: ts.ImportEqualsDeclaration, into) => into.push(lowerImportEquals(s, n))],
  [K.ExportDeclaration, (s, n: ts.ExportDeclaration, into) => into.push(lowerExport(s, n))],
  [K.ExportAssignment, (s, n: ts.ExportAssignment, into) => into.push(lowerExportAssignment(s, n))],
  [K.InterfaceDeclaration, (s, n: ts.InterfaceDeclaration, into) => into.push(lowerInterface(s, n))],
  [K.TypeAliasDeclaration, (s, n: ts.TypeAliasDeclaration, into) => into.push(lowerTypeAlias(s, n))],
  [K.EnumDeclaration, (s, n: ts.EnumDeclaration, into) => into.push(lowerEnum(s, n))],
  [K.ModuleDeclaration, lowerNamespace],
  [K.ModuleBlock, lowerBlock],
  [K.Block, lowerBlock],
  [K.IfStatement, lowerIf],
  [K.SwitchStatement, lowerSwitch],
  [K.WhileStatement, lowerWhile],
  [K.DoStatement, lowerWhile],
  [K.ForStatement, lowerFor],
  [K.ForInStatement, lowerForEach],
  [K.ForOfStatement, lowerForEach],
  [K.TryStatement, lowerTry],
  [K.WithStatement, lowerWith],
  [K.ReturnStatement, lowerReturn],
  [K.ThrowStatement, lowerThrow],
  [K.BreakStatement, lowerJump],
  [K.ContinueStatement, lowerJump],
  [K.LabeledStatement, lowerLabeled],
  [K.MissingDeclaration, lowerMissing],
]);

function lowerExpressionStatement(source: Source, node: ts.ExpressionStatement, into: Statement[]): void {
  const edge = lowerCommonExport(source, node) ?? lowerBareRequire(source, node);
  if (edge !== undefined) {
    into.push(edge);
    return;
  }
  const start = source.startOf(node);
  const expression = lowerExpression(source, node.expression);
  into.push({ kind: "expression", start, end: node.end, parent: undefined, order: undefined, expression });
}

function lowerVariableStatement(source: Source, node: ts.VariableStatement, into: Statement[]): void {
  const statement = { start: source.startOf(node), end: node.end };
  lowerDeclarations(source, node.declarationList, statement, hasModifier(node, K.ExportKeyword), into);
}

function lowerFunctionDeclaration(source: Source, node: ts.FunctionDeclaration, into: Statement[]): void {
  const declaration = lowerFunction(source, node);
  if (declaration.kind === "function" && hasModifier(node, K.DefaultKeyword)) pushDefault(declaration, into);
  else into.push(declaration);
}

function lowerClassDeclaration(source: Source, node: ts.ClassDeclaration, into: Statement[]): void {
  const declaration = lowerClass(source, node);
  if (hasModifier(node, K.DefaultKeyword)) pushDefault(declaration, into);
  else into.push(declaration);
}

function lowerImportDeclaration(source: Source, node: ts.ImportDeclaration, into: Statement[]): void {
  const start = source.startOf(node);
  into.push(lowerImport(source, node) ?? makeHole([lowerExpression(source, node.moduleSpecifier)], start, node.end));
}

function makeBlock(source: Source, node: ts.Node, body: Statement[], label?: string): Block {
  return {
    kind: "block",
    start: source.startOf(node),
    end: node.end,
    parent: undefined,
    order: undefined,
    body,
    label,
  };
}

function lowerBlock(source: Source, node: ts.Block | ts.ModuleBlock, into: Statement[]): void {
  into.push(makeBlock(source, node, lowerStatements(source, node.statements)));
}

/** A namespace is a block; what it exports stays in it. */
function lowerNamespace(source: Source, node: ts.ModuleDeclaration, into: Statement[]): void {
  const body: Statement[] = [];
  if (node.body?.kind === K.ModuleBlock) body.push(...lowerStatements(source, node.body.statements));
  else if (node.body?.kind === K.ModuleDeclaration) lowerStatement(source, node.body, body);
  into.push(makeBlock(source, node, body));
}

function lowerLabeled(source: Source, node: ts.LabeledStatement, into: Statement[]): void {
  const body: Statement[] = [];
  lowerStatement(source, node.statement, body);
  into.push(makeBlock(source, node, body, ts.idText(node.label)));
}

function lowerMissing(source: Source, node: ts.MissingDeclaration, into: Statement[]): void {
  const start = source.startOf(node);
  into.push(makeHole(lowerDecorators(source, node as { modifiers?: ts.NodeArray<ts.ModifierLike> }), start, node.end));
}

function lowerIf(source: Source, node: ts.IfStatement, into: Statement[]): void {
  const start = source.startOf(node);
  const test = lowerExpression(source, node.expression);
  const then = lowerBranch(source, node.thenStatement);
  const otherwise = lowerBranch(source, node.elseStatement);
  into.push({ kind: "if", start, end: node.end, parent: undefined, order: undefined, test, then, otherwise });
}

function lowerSwitch(source: Source, node: ts.SwitchStatement, into: Statement[]): void {
  const start = source.startOf(node);
  const subject = lowerExpression(source, node.expression);
  const cases: Switch["cases"] = [];
  const { clauses } = node.caseBlock;
  for (const clause of clauses) {
    const span = { start: source.startOf(clause), end: clause.end };
    const tests = clause.kind === K.CaseClause ? [lowerExpression(source, clause.expression)] : [];
    const body = lowerStatements(source, clause.statements);
    const fallsThrough = clause !== clauses[clauses.length - 1] && !endsFlow(body);
    cases.push({ tests, body, fallsThrough, span });
  }
  into.push({ kind: "switch", start, end: node.end, parent: undefined, order: undefined, subject, cases });
}

/** Whether control cannot run over the end of these statements, as far as their last one tells. */
function endsFlow(body: readonly Statement[]): boolean {
  const last = body[body.length - 1];
  switch (last?.kind) {
    case "return":
    case "throw":
    case "jump":
      return true;
    case "block":
      return last.label === undefined && endsFlow(last.body);
    case "if":
      return endsFlow(last.then) && endsFlow(last.otherwise);
    case "try":
      return endsFlow(last.finally) || (endsFlow(last.body) && last.handlers.every(handler => endsFlow(handler.body)));
    default:
      return false;
  }
}

function makeLoop(
  source: Source,
  node: ts.IterationStatement,
  flavour: Loop["flavour"],
  parts: Pick<Loop, "init" | "test" | "update" | "target" | "iterable" | "async">,
): Loop {
  const start = source.startOf(node);
  // The head of `do … while (…)` is the word alone: its test comes after the body.
  const headEnd = flavour === "do-while" ? Math.min(start + 2, node.end) : Math.max(start, node.statement.pos);
  return {
    kind: "loop",
    start,
    end: node.end,
    parent: undefined,
    order: undefined,
    flavour,
    init: parts.init,
    test: parts.test,
    update: parts.update,
    target: parts.target,
    iterable: parts.iterable,
    async: parts.async,
    body: lowerBranch(source, node.statement),
    otherwise: [],
    headSpan: { start, end: headEnd },
  };
}

function lowerWhile(source: Source, node: ts.WhileStatement | ts.DoStatement, into: Statement[]): void {
  const test = lowerExpression(source, node.expression);
  into.push(makeLoop(source, node, node.kind === K.DoStatement ? "do-while" : "while", { test }));
}

function lowerFor(source: Source, node: ts.ForStatement, into: Statement[]): void {
  const init = node.initializer && lowerInitializer(source, node.initializer);
  const test = node.condition && lowerExpression(source, node.condition);
  const update = node.incrementor && lowerExpression(source, node.incrementor);
  into.push(makeLoop(source, node, "for", { init, test, update }));
}

function lowerInitializer(source: Source, node: ts.ForInitializer): Statement[] {
  const start = source.startOf(node);
  const into: Statement[] = [];
  if (ts.isVariableDeclarationList(node)) lowerDeclarations(source, node, { start, end: node.end }, false, into);
  else {
    const expression = lowerExpression(source, node);
    into.push({ kind: "expression", start, end: node.end, parent: undefined, order: undefined, expression });
  }
  return into;
}

/** `for … in` goes over keys, `for … of` over values; the IR has one loop for both. */
function lowerForEach(source: Source, node: ts.ForOfStatement | ts.ForInStatement, into: Statement[]): void {
  const { initializer } = node;
  const declaration = ts.isVariableDeclarationList(initializer) ? initializer.declarations[0] : undefined;
  const at = source.startOf(initializer);
  const target = declaration
    ? lowerBinding(source, declaration.name)
    : ts.isVariableDeclarationList(initializer)
      ? makeHole([], at, initializer.end)
      : lowerTarget(source, initializer);
  const iterable: Expression = lowerExpression(source, node.expression);
  const async = node.kind === K.ForOfStatement && node.awaitModifier ? true : undefined;
  into.push(makeLoop(source, node, "for-each", { target, iterable, async }));
}

function lowerTry(source: Source, node: ts.TryStatement, into: Statement[]): void {
  const start = source.startOf(node);
  const body = lowerStatements(source, node.tryBlock.statements);
  const handlers: Handler[] = [];
  const clause = node.catchClause;
  if (clause !== undefined) {
    const at = source.startOf(clause);
    const name = clause.variableDeclaration && lowerBinding(source, clause.variableDeclaration.name);
    const caught = lowerStatements(source, clause.block.statements);
    handlers.push({
      kind: "handler",
      start: at,
      end: clause.end,
      parent: undefined,
      order: undefined,
      types: [],
      name,
      body: caught,
    });
  }
  const last = node.finallyBlock ? lowerStatements(source, node.finallyBlock.statements) : [];
  into.push({
    kind: "try",
    start,
    end: node.end,
    parent: undefined,
    order: undefined,
    body,
    handlers,
    otherwise: [],
    finally: last,
  });
}

function lowerWith(source: Source, node: ts.WithStatement, into: Statement[]): void {
  const start = source.startOf(node);
  const context = lowerExpression(source, node.expression);
  const body = lowerBranch(source, node.statement);
  into.push({
    kind: "with",
    start,
    end: node.end,
    parent: undefined,
    order: undefined,
    items: [{ context }],
    body,
    async: undefined,
  });
}

function lowerReturn(source: Source, node: ts.ReturnStatement, into: Statement[]): void {
  const start = source.startOf(node);
  const value = node.expression && lowerExpression(source, node.expression);
  into.push({ kind: "return", start, end: node.end, parent: undefined, order: undefined, value });
}

function lowerThrow(source: Source, node: ts.ThrowStatement, into: Statement[]): void {
  const start = source.startOf(node);
  const value = lowerExpression(source, node.expression);
  into.push({ kind: "throw", start, end: node.end, parent: undefined, order: undefined, value, cause: undefined });
}

function lowerJump(source: Source, node: ts.BreakOrContinueStatement, into: Statement[]): void {
  const flavour = node.kind === K.BreakStatement ? "break" : "continue";
  const label = node.label && ts.idText(node.label);
  into.push({
    kind: "jump",
    start: source.startOf(node),
    end: node.end,
    parent: undefined,
    order: undefined,
    flavour,
    label,
  });
}
