import * as ts from "typescript";

import type { Declare, Export, Expression, Import, ImportedName, Statement } from "../../ir/nodes.ts";
import { makeMember, makeName } from "./build.ts";
import { bare, lowerExpression } from "./lower-expression.ts";
import { isExported } from "./modifiers.ts";
import type { Source } from "./source.ts";

const K = ts.SyntaxKind;

/*
 * The spellings of a module's edge, and what they become:
 *   import d, { a as b } from "m"; import * as ns from "m"; import "m"   Import (the last one without names)
 *   import x = require("m"); const x = require("m")                      Import of "*" as x
 *   const { a, b: c } = require("m"); const x = require("m").y           Import of these names
 *   const x = await import("m") and the same with names                  the same, dynamic
 *   export { a as b } from "m"; export * as ns from "m"; export * …      Export with names
 *   export default f; export = f; module.exports = f; exports.x = f()    Export with value and valueName
 *   exports.x = f                                                        Export of the local name f as x
 *   export default function f() {}                                       the function, exported, and Export of the name f
 */

/** Undefined while the module's name is being typed. */
export function lowerImport(source: Source, node: ts.ImportDeclaration): Import | undefined {
  if (!ts.isStringLiteral(node.moduleSpecifier)) return undefined;
  const start = source.startOf(node);
  const names: ImportedName[] = [];
  const clause = node.importClause;
  if (clause?.name)
    names.push(importedName("default", ts.idText(clause.name), source.startOf(clause.name), clause.name.end));
  const bindings = clause?.namedBindings;
  if (bindings?.kind === K.NamespaceImport) {
    names.push(importedName("*", ts.idText(bindings.name), source.startOf(bindings), bindings.end));
  } else if (bindings?.kind === K.NamedImports) {
    for (const element of bindings.elements) {
      const imported = (element.propertyName ?? element.name).text;
      const typeOnly = element.isTypeOnly || undefined;
      names.push(importedName(imported, ts.idText(element.name), source.startOf(element), element.end, typeOnly));
    }
  }
  const typeOnly = clause?.phaseModifier === K.TypeKeyword || undefined;
  return makeImport(source, node.moduleSpecifier, names, start, node.end, typeOnly);
}

/** `import x = require("m")` and the alias `import x = A.B`. */
export function lowerImportEquals(source: Source, node: ts.ImportEqualsDeclaration): Import | Declare {
  const start = source.startOf(node);
  const reference = node.moduleReference;
  if (reference.kind === K.ExternalModuleReference && ts.isStringLiteral(reference.expression)) {
    const name = importedName("*", ts.idText(node.name), source.startOf(node.name), node.name.end);
    return makeImport(source, reference.expression, [name], start, node.end, node.isTypeOnly || undefined);
  }
  return {
    kind: "declare",
    start,
    end: node.end,
    parent: undefined,
    order: undefined,
    target: makeName(ts.idText(node.name), source.startOf(node.name), node.name.end),
    value: lowerReference(source, reference),
    annotation: undefined,
    constant: true,
    exported: isExported(node),
    statement: { start, end: node.end },
    decorators: undefined,
    static: undefined,
  };
}

/** The import that a declaration with `require` or `await import` stands for; undefined when it is something else. */
export function lowerRequire(
  source: Source,
  binding: ts.BindingName,
  initializer: ts.Expression,
  start: number,
  end: number,
): Import | undefined {
  const value = bare(initializer);
  let loaded = loadedModule(value);
  let member: string | undefined;
  if (loaded === undefined && value.kind === K.PropertyAccessExpression) {
    loaded = loadedModule(bare((value as ts.PropertyAccessExpression).expression));
    member = ts.idText((value as ts.PropertyAccessExpression).name as ts.Identifier);
  }
  if (loaded === undefined) return undefined;
  const names = boundNames(source, binding, member);
  if (names === undefined) return undefined;
  const dynamic = loaded.awaited || source.functionDepth > 0 || undefined;
  return { ...makeImport(source, loaded.specifier, names, start, end), dynamic };
}

/** `require("m")` as a statement is an import for its effects. */
export function lowerBareRequire(source: Source, node: ts.ExpressionStatement): Import | undefined {
  const loaded = loadedModule(node.expression);
  if (loaded === undefined || loaded.awaited) return undefined;
  const dynamic = source.functionDepth > 0 || undefined;
  return { ...makeImport(source, loaded.specifier, [], source.startOf(node), node.end), dynamic };
}

export function lowerExport(source: Source, node: ts.ExportDeclaration): Export {
  const start = source.startOf(node);
  const module =
    node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier) ? node.moduleSpecifier.text : undefined;
  const names: Export["names"] = [];
  const clause = node.exportClause;
  if (clause === undefined) names.push({ local: "*", exported: undefined, span: { start, end: node.end } });
  else if (clause.kind === K.NamespaceExport) {
    names.push({ local: "*", exported: clause.name.text, span: { start: source.startOf(clause), end: clause.end } });
  } else {
    for (const element of clause.elements) {
      const local = (element.propertyName ?? element.name).text;
      const span = { start: source.startOf(element), end: element.end };
      names.push({ local, exported: element.name.text, span });
    }
  }
  return makeExport(names, undefined, undefined, start, node.end, module);
}

export function lowerExportAssignment(source: Source, node: ts.ExportAssignment): Export {
  const start = source.startOf(node);
  const value = lowerExpression(source, node.expression);
  return makeExport([], value, node.isExportEquals ? "=" : "default", start, node.end);
}

/**
 * Pushes a declaration that has `export default` before it. A named one is known by its name inside the module, hence
 * stays a declaration, and an export of that name follows.
 */
export function pushDefault(declaration: Expression, into: Statement[]): void {
  const { start, end } = declaration;
  if (declaration.kind !== "function" && declaration.kind !== "class") {
    into.push(makeExport([], declaration, "default", start, end));
    return;
  }
  const { name, nameSpan } = declaration;
  if (name === undefined || nameSpan === undefined) {
    into.push(makeExport([], declaration, "default", start, end));
    return;
  }
  const value = makeName(name, nameSpan.start, nameSpan.end);
  into.push(declaration, makeExport([], value, "default", nameSpan.start, nameSpan.end));
}

/** `module.exports = …`, `exports.x = …` and `module.exports.x = …` at the top level. */
export function lowerCommonExport(source: Source, node: ts.ExpressionStatement): Export | undefined {
  if (source.functionDepth > 0 || !ts.isBinaryExpression(node.expression)) return undefined;
  const name = assignedExport(node.expression);
  if (name === undefined) return undefined;
  const start = source.startOf(node);
  let right = node.expression.right;
  // `exports = module.exports = …` says one thing twice.
  while (ts.isBinaryExpression(right) && name === "=" && assignedExport(right) === "=") right = right.right;
  if (name !== "=" && right.kind === K.Identifier && ts.idText(right as ts.Identifier) !== "undefined") {
    const span = { start: source.startOf(right), end: right.end };
    return makeExport(
      [{ local: ts.idText(right as ts.Identifier), exported: name, span }],
      undefined,
      undefined,
      start,
      node.end,
    );
  }
  return makeExport([], lowerExpression(source, right), name, start, node.end);
}

/** "=" for the whole module, else the exported name. */
function assignedExport(node: ts.BinaryExpression): string | undefined {
  if (node.operatorToken.kind !== K.EqualsToken) return undefined;
  const target = node.left;
  if (isName(target, "exports") && ts.isBinaryExpression(node.right) && assignedExport(node.right) === "=") return "=";
  if (!ts.isPropertyAccessExpression(target)) return undefined;
  const name = ts.idText(target.name as ts.Identifier);
  if (isName(target.expression, "module")) return name === "exports" ? "=" : undefined;
  if (isName(target.expression, "exports")) return name;
  const object = target.expression;
  const onModule = ts.isPropertyAccessExpression(object) && isName(object.expression, "module");
  return onModule && ts.idText(object.name as ts.Identifier) === "exports" ? name : undefined;
}

function isName(node: ts.Expression, name: string): boolean {
  return node.kind === K.Identifier && ts.idText(node as ts.Identifier) === name;
}

/** `require("m")` or `await import("m")`. */
function loadedModule(node: ts.Expression): { specifier: ts.StringLiteralLike; awaited: boolean } | undefined {
  const awaited = node.kind === K.AwaitExpression;
  const call = awaited ? bare((node as ts.AwaitExpression).expression) : node;
  if (!ts.isCallExpression(call)) return undefined;
  const loads = awaited ? call.expression.kind === K.ImportKeyword : isName(call.expression, "require");
  const specifier = call.arguments[0];
  return loads && specifier && ts.isStringLiteralLike(specifier) ? { specifier, awaited } : undefined;
}

/** Undefined when the binding says more than a list of names can: defaults, nesting, a rest. */
function boundNames(source: Source, binding: ts.BindingName, member: string | undefined): ImportedName[] | undefined {
  const start = source.startOf(binding);
  if (binding.kind === K.Identifier) return [importedName(member ?? "*", ts.idText(binding), start, binding.end)];
  if (binding.kind !== K.ObjectBindingPattern || member !== undefined) return undefined;
  const names: ImportedName[] = [];
  for (const element of binding.elements) {
    const { name, propertyName, initializer, dotDotDotToken } = element;
    if (name.kind !== K.Identifier || initializer || dotDotDotToken) return undefined;
    if (propertyName && propertyName.kind !== K.Identifier && propertyName.kind !== K.StringLiteral) return undefined;
    const local = ts.idText(name);
    names.push(importedName(propertyName?.text ?? local, local, source.startOf(element), element.end));
  }
  return names;
}

function lowerReference(source: Source, node: ts.ModuleReference): Expression {
  const start = source.startOf(node);
  if (node.kind === K.ExternalModuleReference) return lowerExpression(source, node.expression);
  if (node.kind === K.Identifier) return lowerExpression(source, node);
  const object = lowerReference(source, node.left);
  return makeMember(object, ts.idText(node.right), source.startOf(node.right), node.right.end, start);
}

function importedName(imported: string, local: string, start: number, end: number, typeOnly?: true): ImportedName {
  return { kind: "imported-name", start, end, parent: undefined, order: undefined, imported, local, typeOnly };
}

function makeImport(
  source: Source,
  specifier: ts.StringLiteralLike,
  names: ImportedName[],
  start: number,
  end: number,
  typeOnly?: true,
): Import {
  return {
    kind: "import",
    start,
    end,
    parent: undefined,
    order: undefined,
    module: specifier.text,
    moduleSpan: { start: source.startOf(specifier), end: specifier.end },
    names,
    typeOnly,
    dynamic: undefined,
  };
}

function makeExport(
  names: Export["names"],
  value: Expression | undefined,
  valueName: Export["valueName"],
  start: number,
  end: number,
  module?: string,
): Export {
  return { kind: "export", start, end, parent: undefined, order: undefined, module, names, value, valueName };
}
