import { linkParents } from "../../ir/walk.ts";
import type { Module, Span, Statement, SyntaxProblem } from "../../ir/nodes.ts";
import { scanComments } from "./comments.ts";
import { lowerBody } from "./lower-statement.ts";
import { holeAt } from "./lowering.ts";
import { parseTolerant } from "./recovery.ts";
import type { Recovered } from "./recovery.ts";
import { SourceText } from "./source-text.ts";

/**
 * Python text to the intermediate representation. Never throws: what does not parse is a hole and a problem, and the rest
 * of the file is there. `path` is not read; it is in the signature that all front ends share.
 */
export function parsePython(text: string, _path: string): Module {
  const source = new SourceText(text);
  const recovered = parseTolerant(source);
  const problems = recovered.problems;
  const module: Module = {
    kind: "module",
    start: 0,
    end: text.length,
    language: "python",
    body: lowerModule(source, recovered, problems),
    comments: scanComments(text),
    problems,
    prologueEnd: 0,
  };
  module.prologueEnd = findPrologueEnd(source, module.body);
  for (const span of linkParents(module)) problems.push({ ...span, message: TOO_DEEP });
  return module;
}

const TOO_DEEP = "Nested too deeply";

/** A nesting deeper than the stack overflows here, when it did not in the parser already. */
function lowerModule(source: SourceText, recovered: Recovered, problems: SyntaxProblem[]): Statement[] {
  const whole: Span = { start: source.start, end: source.text.length };
  if (recovered.tree === undefined) return [holeAt(whole)];
  const body: Statement[] = [];
  for (const node of recovered.tree.body) {
    try {
      body.push(
        ...lowerBody(
          {
            source,
            replaced: recovered.replaced,
            enclosing: undefined,
            inClassBody: false,
            atModuleLevel: true,
            typeChecking: false,
          },
          [node],
        ),
      );
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      const span = { start: source.startOf(node), end: source.endOf(node) };
      body.push(holeAt(span));
      problems.push({ ...span, message: TOO_DEEP });
    }
  }
  return body;
}

/** After the docstring and `from __future__` imports, else after the `#!` and encoding lines that must stay first. */
function findPrologueEnd(source: SourceText, body: readonly Statement[]): number {
  let last: Statement | undefined;
  for (const [i, statement] of body.entries()) {
    if (!(i === 0 && isDocstring(statement)) && !isFutureImport(statement)) break;
    last = statement;
  }
  if (last) return source.nextLineStart(last.end);
  let end = source.start;
  for (let line = 0; line < 2 && end < source.text.length; line++) {
    const next = source.nextLineStart(end);
    const text = source.text.slice(end, next);
    if (!(line === 0 && text.startsWith("#!")) && !ENCODING_LINE.test(text)) break;
    end = next;
  }
  return end;
}

/** The Python Language Reference, 2.1.4 "Encoding declarations". */
const ENCODING_LINE = /^[ \t\f]*#.*?coding[:=][ \t]*[-\w.]+/;

function isDocstring(statement: Statement): boolean {
  return (
    statement.kind === "expression" &&
    statement.expression.kind === "literal" &&
    typeof statement.expression.value === "string" &&
    statement.expression.flavour === undefined
  );
}

function isFutureImport(statement: Statement): boolean {
  return statement.kind === "import" && statement.module === "__future__";
}
