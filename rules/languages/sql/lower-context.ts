import { LineIndex } from "../../ir/lines.ts";
import type { Place } from "../../finding.ts";
import { placeIn } from "../../semantics/place.ts";
import type { QualifiedName } from "../../project/schema/schema-facts.ts";
import { endOfPart, skipQuoted } from "./split.ts";
import type { SqlStatement } from "./parse.ts";
import { list, listOf, location, text, type TreeNode } from "./tree.ts";

/** One statement while it is lowered: turns tree locations into ranges of the file. */
export class LowerContext {
  readonly source: string;
  readonly statement: SqlStatement;
  /** The source is the file's text, so that places in it mean something. */
  readonly inFile: boolean;
  readonly #lines: LineIndex;

  constructor(source: string, lines: LineIndex, statement: SqlStatement, inFile = true) {
    this.source = source;
    this.#lines = lines;
    this.statement = statement;
    this.inFile = inFile;
  }

  within(statement: SqlStatement): LowerContext {
    return new LowerContext(this.source, this.#lines, statement, this.inFile);
  }

  /** A context over text that is in no file, such as what EXECUTE is given; its places mean nothing. */
  over(source: string, statement: SqlStatement): LowerContext {
    return new LowerContext(source, new LineIndex(source), statement, false);
  }

  spot(start: number, end: number): Place {
    return placeIn(this.#lines, { start, end });
  }

  statementSpot(): Place {
    return this.spot(this.statement.start, this.statement.end);
  }

  /** From the node's location to the next top-level comma or closing parenthesis. */
  partSpot(node: TreeNode): Place {
    const start = this.statement.at(location(node));
    return this.spot(start, endOfPart(this.source, start, this.statement.end));
  }

  /** The possibly qualified name at the node's location. */
  nameSpot(node: TreeNode): Place {
    const start = this.statement.at(location(node));
    const match =
      /^(?:"(?:[^"]|"")*"|[\w$\u0080-\uffff]+)(?:[ \t\n\r]*\.[ \t\n\r]*(?:"(?:[^"]|"")*"|[\w$\u0080-\uffff]+))*/.exec(
        this.source.slice(start, Math.min(this.statement.end, start + 300)),
      );
    return this.spot(start, start + (match?.[0].length ?? 0));
  }

  /** From the start of the statement to the end of the name at the node: `CREATE POLICY x ON t`. */
  headSpot(node: TreeNode): Place {
    return this.spot(this.statement.start, this.nameSpot(node).end);
  }

  relation(node: TreeNode | undefined): QualifiedName | undefined {
    const name = text(node, "relname");
    const schema = text(node, "schemaname");
    if (name === undefined) return undefined;
    return schema === undefined ? { name } : { schema, name };
  }

  roles(node: TreeNode, key: string): string[] {
    return listOf(node, key, "RoleSpec").map(role => {
      const type = text(role, "roletype");
      if (type === "ROLESPEC_PUBLIC") return "public";
      return (text(role, "rolename") ?? type?.replace("ROLESPEC_", "") ?? "").toLowerCase();
    });
  }

  hasList(node: TreeNode, key: string): boolean {
    return list(node, key).length > 0;
  }

  /** Text in the parentheses that follow `keyword` outside every quote and parenthesis of the statement, from `from` on. */
  parenthesised(keyword: RegExp, from: number): string | undefined {
    const found = this.#topLevel(keyword, from);
    if (found === undefined) return undefined;
    const rest = this.source.slice(found, this.statement.end);
    const open = /^\s*\(/.exec(rest);
    if (!open) return undefined;
    const start = found + open[0].length;
    let depth = 1;
    for (let at = start; at < this.statement.end;) {
      const next = skipQuoted(this.source, at);
      if (next === at) {
        if (this.source[at] === "(") depth++;
        if (this.source[at] === ")" && --depth === 0) return this.source.slice(start, at).trim();
      }
      at = next === at ? at + 1 : next;
    }
    return undefined;
  }

  /** Range of `keyword` outside every quote and parenthesis of the statement, from `from` on. */
  find(keyword: RegExp, from: number): { start: number; end: number } | undefined {
    return this.#match(keyword, from);
  }

  /** Text after `keyword` to the end of the statement. */
  tail(keyword: RegExp, from: number): string | undefined {
    const found = this.#topLevel(keyword, from);
    return found === undefined ? undefined : this.source.slice(found, this.statement.end).trim();
  }

  /** Offset after the keyword. */
  #topLevel(keyword: RegExp, from: number): number | undefined {
    return this.#match(keyword, from)?.end;
  }

  /** The keyword is tried only at word starts. */
  #match(keyword: RegExp, from: number): { start: number; end: number } | undefined {
    const pattern = new RegExp(keyword.source, "iy");
    let depth = 0;
    for (let at = from; at < this.statement.end;) {
      const next = skipQuoted(this.source, at);
      if (next !== at) {
        at = next;
        continue;
      }
      const char = this.source[at]!;
      if (char === "(") depth++;
      if (char === ")") depth--;
      if (depth === 0 && /[a-z]/i.test(char) && !/[\w$]/.test(this.source[at - 1] ?? " ")) {
        pattern.lastIndex = at;
        if (pattern.test(this.source)) return { start: at, end: pattern.lastIndex };
      }
      at++;
    }
    return undefined;
  }
}
