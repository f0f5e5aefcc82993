/**
 * A file of a linked project. It looks like its summary, takes on a newer one, and whatever is worked out while it is read
 * depends on the part that was read: the imports, the code, the schema facts, or the records of one concept.
 */
import { become, shapeOf } from "./graft.ts";
import { Input, type Tracker } from "./memo.ts";
import { sameData } from "./same-data.ts";
import type { FileSummary } from "./summary.ts";

export class LinkedFile implements FileSummary {
  readonly path: string;
  readonly concepts: FileSummary["concepts"];
  readonly #tracker: Tracker;
  readonly #code = new Input();
  readonly #imports = new Input();
  readonly #schema = new Input();
  /** By concept. */
  readonly #records = new Map<string, Input>();
  readonly #kinds = new Input();
  #said: FileSummary;
  #shape: string | undefined;

  constructor(said: FileSummary, tracker: Tracker) {
    this.path = said.path;
    this.#said = said;
    this.#tracker = tracker;
    this.concepts = new Proxy(said.concepts, { get: (_, kind) => this.#recordsOf(String(kind)) });
  }

  get language(): FileSummary["language"] {
    return this.#said.language;
  }

  get imports(): FileSummary["imports"] {
    this.#tracker.read(this.#imports);
    return this.#said.imports;
  }

  /** With other exports no file takes another's place. */
  get exports(): FileSummary["exports"] {
    return this.#said.exports;
  }

  get variables(): FileSummary["variables"] {
    return this.#read().variables;
  }

  get functions(): FileSummary["functions"] {
    return this.#read().functions;
  }

  get classes(): FileSummary["classes"] {
    return this.#read().classes;
  }

  get references(): FileSummary["references"] {
    return this.#read().references;
  }

  get directives(): FileSummary["directives"] {
    return this.#read().directives;
  }

  get crash(): string | undefined {
    return this.#read().crash;
  }

  get schema(): FileSummary["schema"] {
    this.#tracker.read(this.#schema);
    return this.#said.schema;
  }

  /** A project with another manifest is another project: nothing has to be told. */
  get manifest(): FileSummary["manifest"] {
    return this.#said.manifest;
  }

  /** Whoever holds something of this file's code depends on it. */
  readCode(): void {
    this.#tracker.read(this.#code);
  }

  /** Concepts of which the file has records. */
  kinds(): string[] {
    this.#tracker.read(this.#kinds);
    return Object.keys(this.#said.concepts);
  }

  /** Whether the file has records of a concept. Asking makes nothing depend on the file. */
  holds(kind: string): boolean {
    return kind in this.#said.concepts;
  }

  /**
   * Takes on a newer summary. Returns the concepts of which the file has other records now; undefined, with nothing changed,
   * when other files could name something else in it than before.
   */
  replace(next: FileSummary): string[] | undefined {
    const before = this.#said;
    const shape = shapeOf(next);
    if (before.manifest || next.manifest || (this.#shape ??= shapeOf(before)) !== shape) return undefined;
    const { functions, variables, classes } = before;
    functions.forEach((record, index) => become(record, next.functions[index]!));
    variables.forEach((record, index) => become(record, next.variables[index]!));
    classes.forEach((record, index) => become(record, next.classes[index]!));
    const kinds = new Set([...Object.keys(before.concepts), ...Object.keys(next.concepts)]);
    const changed = [...kinds].filter(kind => !sameData(before.concepts[kind], next.concepts[kind]));
    const concepts = { ...next.concepts };
    for (const kind of kinds) if (!changed.includes(kind)) concepts[kind] = before.concepts[kind]!;
    this.#said = { ...next, functions, variables, classes, concepts };
    this.#code.changed();
    if (!sameData(before.imports, next.imports)) this.#imports.changed();
    if (!sameData(before.schema, next.schema)) this.#schema.changed();
    for (const kind of changed) this.#records.get(kind)?.changed();
    if (changed.some(kind => kind in before.concepts !== kind in next.concepts)) this.#kinds.changed();
    return changed;
  }

  #read(): FileSummary {
    this.#tracker.read(this.#code);
    return this.#said;
  }

  #recordsOf(kind: string): unknown[] {
    if (this.#tracker.isRecording) {
      let input = this.#records.get(kind);
      if (!input) this.#records.set(kind, (input = new Input()));
      this.#tracker.read(input);
    }
    return this.#said.concepts[kind] as unknown[];
  }
}
