/**
 * One file's text to its summary. Invariant: pure, synchronous, never throws: a crash is told in the summary, which then
 * lacks the concepts of one recogniser, or everything when the file could not be read at all.
 */
import { concepts } from "./concepts/index.ts";
import { Prefilter } from "./concepts/prefilter.ts";
import { LineIndex } from "./ir/lines.ts";
import type { LanguageId, Module } from "./ir/nodes.ts";
import { configComments } from "./languages/config/config-syntax.ts";
import { parseManifest } from "./languages/config/parse-manifest.ts";
import { languageOf } from "./languages/language-of.ts";
import { parsePython } from "./languages/python/parse.ts";
import { embeddedSqlFacts } from "./languages/sql/embedded.ts";
import { sqlSchemaFacts } from "./languages/sql/lower.ts";
import { parseSql } from "./languages/sql/parse.ts";
import { readQuery } from "./languages/sql/read-query.ts";
import { parseTypeScript } from "./languages/typescript/parse.ts";
import { readDirectives } from "./project/directives.ts";
import { declaredTables } from "./project/schema/declared-tables.ts";
import { migrationFacts } from "./project/schema/migration-facts.ts";
import { prismaSchemaFacts } from "./project/schema/prisma.ts";
import { isTestPath } from "./project/test-code.ts";
import { summarise } from "./project/summarise.ts";
import type { FileSummary } from "./project/summary.ts";
import { FileModel } from "./semantics/file-model.ts";

const prefilter = new Prefilter(concepts);

/** Runs a named part of the work, and may look at how it went. */
export type Watch = <T>(part: string, work: () => T) => T;

const unwatched: Watch = (_part, work) => work();

/** `path` is relative to the scanned root, with `/`. For SQL, `loadSqlParser()` must have been awaited once. */
export function analyse(path: string, text: string, watch: Watch = unwatched): FileSummary {
  const language = languageOf(path) ?? "config";
  try {
    switch (language) {
      case "typescript":
        return code(path, text, parseTypeScript(text, path), watch);
      case "python":
        return code(path, text, parsePython(text, path), watch);
      case "sql":
        return schema(path, text, watch);
      case "config":
        return withConcepts(configuration(path, text), text, watch);
    }
  } catch (error) {
    return { ...empty(path, language), crash: toldOf(error) };
  }
}

function toldOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function code(path: string, text: string, module: Module, watch: Watch): FileSummary {
  const model = new FileModel(path, text, module, readQuery);
  const migration = migrationFacts(path, module, model.lines, (sql, literal) => embeddedSqlFacts(text, sql, literal));
  // The models in a migration are pictures of the past.
  const tables = migration ? [] : declaredTables(module, model.lines);
  const records: Record<string, unknown[]> = {};
  const isTest = isTestPath(path);
  let crash: string | undefined;
  for (const kind of isTest ? [] : prefilter.kindsIn(text)) {
    try {
      const found = watch(kind.name, () => kind.recognise(model));
      if (found.length > 0) records[kind.name] = found;
    } catch (error) {
      crash ??= `${kind.name}: ${toldOf(error)}`;
    }
  }
  return {
    path,
    language: module.language,
    ...summarise(model, { calls: !isTest }),
    concepts: records,
    ...(migration ? { schema: migration } : tables.length > 0 ? { schema: { operations: [], tables } } : {}),
    directives: readDirectives(module.comments, model.lines, text),
    ...(crash === undefined ? {} : { crash }),
  };
}

function schema(path: string, text: string, watch: Watch): FileSummary {
  if (path.endsWith(".prisma")) return { ...empty(path, "sql"), schema: prismaSchemaFacts(text) };
  const parsed = parseSql(text);
  const file = {
    ...empty(path, "sql"),
    schema: sqlSchemaFacts(text, parsed),
    directives: readDirectives(parsed.comments, new LineIndex(text), text),
  };
  return withConcepts(file, text, watch);
}

function configuration(path: string, text: string): FileSummary {
  const comments = text.includes("faultline") ? configComments(path, text) : [];
  const directives = comments.length > 0 ? readDirectives(comments, new LineIndex(text), text) : [];
  return { ...empty(path, "config"), manifest: parseManifest(path, text), directives };
}

/** What the facts of a file that is no code say of concepts. */
function withConcepts(file: FileSummary, text: string, watch: Watch): FileSummary {
  for (const kind of isTestPath(file.path) ? [] : concepts) {
    const found = watch(kind.name, () => kind.recogniseFacts?.(file, text) ?? []);
    if (found.length > 0) file.concepts[kind.name] = found;
  }
  return file;
}

function empty(path: string, language: LanguageId): FileSummary {
  return {
    path,
    language,
    imports: [],
    exports: [],
    variables: [],
    functions: [],
    classes: [],
    references: [],
    concepts: {},
    directives: [],
  };
}
