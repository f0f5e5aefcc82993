import { configComments, configProblems } from "../../rules/languages/config/config-syntax.ts";
import { languageOf } from "../../rules/languages/language-of.ts";
import { parsePython } from "../../rules/languages/python/parse.ts";
import { parseSql } from "../../rules/languages/sql/parse.ts";
import { parseTypeScript } from "../../rules/languages/typescript/parse.ts";

/** What a fix must leave as it is. */
export interface Syntax {
  /** How many places the parser had to recover from. */
  problems: number;
  /** Texts of all comments, in source order. */
  comments: string[];
}

/** For SQL the Postgres parser must have been loaded. */
export function syntaxOf(path: string, text: string): Syntax {
  switch (path.endsWith(".prisma") ? undefined : languageOf(path)) {
    case "typescript":
      return syntaxOfModule(parseTypeScript(text, path));
    case "python":
      return syntaxOfModule(parsePython(text, path));
    case "sql": {
      const { skipped, comments } = parseSql(text);
      return { problems: skipped.length, comments: comments.map(comment => comment.text) };
    }
    case "config":
      return {
        problems: configProblems(path, text),
        comments: configComments(path, text).map(comment => comment.text),
      };
    default:
      return { problems: 0, comments: [] };
  }
}

function syntaxOfModule({ problems, comments }: { problems: unknown[]; comments: { text: string }[] }): Syntax {
  return { problems: problems.length, comments: comments.map(comment => comment.text) };
}
