/** What is behind a definition that a path leads to: through the values of variables, the results of functions, the bases of classes. */
import { type AccessPath, pathText } from "../semantics/access-path.ts";
import { goingOn, heldBy, type Resolution } from "./resolution.ts";
import type { ClassRecord, FileSummary, FunctionRecord } from "./summary.ts";

export interface DefinedFunction {
  file: FileSummary;
  value: FunctionRecord;
}

export interface DefinedClass {
  file: FileSummary;
  value: ClassRecord;
}

type Resolve = (path: AccessPath | undefined, from: FileSummary, depth: number) => Resolution;

const MAX_DEPTH = 40;

export class Following {
  readonly #resolve: Resolve;
  readonly #functions = new KnownByPath<DefinedFunction>();
  readonly #libraries = new KnownByPath<string>();

  constructor(resolve: Resolve) {
    this.#resolve = resolve;
  }

  /** The file's own text is another now; what other files can name in it is the same. */
  readAgain(file: FileSummary): void {
    this.#functions.forget(file);
    this.#libraries.forget(file);
  }

  /** Goes on through variables' values, factories and classes to the library behind; undefined when there is none. */
  libraryNameOf(path: AccessPath | undefined, from: FileSummary): string | undefined {
    if (!path) return undefined;
    return this.#libraries.of(path, from, () => this.#libraryNameOf(path, from, 0, new Inquiry()));
  }

  #libraryNameOf(path: AccessPath | undefined, from: FileSummary, depth: number, inquiry: Inquiry): string | undefined {
    if (depth > MAX_DEPTH) return undefined;
    const found = this.#resolve(path, from, depth);
    switch (found.kind) {
      case "library":
        return found.name;
      case "variable": {
        const value = heldBy(found.value);
        return this.#libraryNameOf(goingOn(value, found.rest), found.file, depth + 1, inquiry);
      }
      case "function":
        for (const result of inquiry.resultsOf(found)) {
          const name = this.#libraryNameOf(result, found.file, depth + 1, inquiry);
          if (name !== undefined) return name;
        }
        return undefined;
      case "class": {
        const base = found.value.bases.find(one => one !== undefined);
        return this.#libraryNameOf(goingOn(base, found.rest), found.file, depth + 1, inquiry);
      }
      default:
        return undefined;
    }
  }

  /** The function that a call of `path` runs: a function, a method, a constructor is none. */
  functionOf(path: AccessPath | undefined, from: FileSummary): DefinedFunction | undefined {
    if (!path) return undefined;
    return this.#functions.of(path, from, () => this.#functionOf(path, from, 0, new Inquiry()));
  }

  #functionOf(
    path: AccessPath | undefined,
    from: FileSummary,
    depth: number,
    inquiry: Inquiry,
  ): DefinedFunction | undefined {
    if (depth > MAX_DEPTH) return undefined;
    const found = this.#resolve(path, from, depth);
    if (found.kind === "function") {
      if (found.rest.length === 0) return found;
      for (const result of inquiry.resultsOf(found)) {
        const target = this.#functionOf(result, found.file, depth + 1, inquiry);
        if (target) return target;
      }
      return undefined;
    }
    if (found.kind === "variable") {
      const value = heldBy(found.value);
      return this.#functionOf(goingOn(value, found.rest), found.file, depth + 1, inquiry);
    }
    return undefined;
  }

  /** The class that a path names or makes an instance of. */
  classOf(path: AccessPath | undefined, from: FileSummary, depth = 0): DefinedClass | undefined {
    if (depth > MAX_DEPTH) return undefined;
    const found = this.#resolve(path, from, depth);
    if (found.kind === "class" && (found.rest.length === 0 || (found.rest.length === 1 && found.rest[0] === "()")))
      return found;
    if (found.kind === "variable" && found.value.value)
      return this.classOf(goingOn(found.value.value, found.rest), found.file, depth + 1);
    return undefined;
  }
}

/** What a path leads to in a file; what leads nowhere is known too. */
class KnownByPath<T> {
  readonly #files = new Map<FileSummary, Map<string, T | undefined>>();

  of(path: AccessPath, from: FileSummary, find: () => T | undefined): T | undefined {
    let known = this.#files.get(from);
    if (!known) this.#files.set(from, (known = new Map()));
    const key = pathText(path);
    const before = known.get(key);
    if (before !== undefined || known.has(key)) return before;
    const found = find();
    known.set(key, found);
    return found;
  }

  forget(file: FileSummary): void {
    this.#files.delete(file);
  }
}

/** How many calls one question follows into the results of functions. Chains in real code have a handful. */
const MAX_CALLS = 64;

/** One question that is followed through the results of functions. */
class Inquiry {
  /** Functions whose results were looked into, with how much of the path was left then. */
  readonly #entered = new Map<FunctionRecord, number>();
  #calls = 0;

  /**
   * What the call of a function gives, each with what is left of the path. None where the function led to itself and nothing
   * of the path was used up on the way: that would go on for ever, and double with every result.
   */
  resultsOf({ value, rest }: Extract<Resolution, { kind: "function" }>): AccessPath[] {
    if (rest[0] !== "()" || rest.length >= (this.#entered.get(value) ?? Infinity)) return [];
    if (++this.#calls > MAX_CALLS) return [];
    this.#entered.set(value, rest.length);
    const results = value.returns.filter(result => result.root !== "parameter");
    return results.map(result => goingOn(result, rest.slice(1)));
  }
}
