/**
 * Counts what a backtracking matcher does with a pattern: the same steps on every machine, where a clock would waver. The
 * matcher is the plain one of the language's standard, so it is never kinder than an engine's.
 */
import { createRequire } from "node:module";
import type { AST } from "@eslint-community/regexpp";

const { RegExpParser } = createRequire(createRequire(import.meta.url).resolve("eslint-plugin-regexp"))(
  "@eslint-community/regexpp",
) as typeof import("@eslint-community/regexpp");

type Next = (at: number) => boolean;
type Single = AST.Character | AST.CharacterClass | AST.CharacterSet | AST.ExpressionCharacterClass;

export function parsePattern(pattern: RegExp): AST.Pattern {
  return new RegExpParser().parsePattern(pattern.source, 0, pattern.source.length, { unicode: pattern.unicode });
}

/** Steps that a search through the whole of `text` for every match takes, at most `limit`. */
export function countSteps(pattern: RegExp, text: string, limit: number): number {
  const matcher = new Matcher(pattern, text, limit);
  return matcher.searchAll();
}

class Matcher {
  #steps = 0;
  readonly #pattern: AST.Pattern;
  readonly #flags: RegExp;
  readonly #text: string;
  readonly #limit: number;
  readonly #captures = new Map<AST.CapturingGroup, string>();
  readonly #classes = new Map<Single, RegExp>();

  constructor(pattern: RegExp, text: string, limit: number) {
    this.#pattern = parsePattern(pattern);
    this.#flags = pattern;
    this.#text = text;
    this.#limit = limit;
  }

  searchAll(): number {
    for (let at = 0; at <= this.#text.length && this.#steps < this.#limit;) {
      let end = -1;
      this.#captures.clear();
      this.#alternatives(this.#pattern.alternatives, at, false, stop => ((end = stop), true));
      at = end > at ? end : at + 1;
      if (this.#flags.sticky) break;
    }
    return this.#steps;
  }

  #alternatives(alternatives: readonly AST.Alternative[], at: number, back: boolean, next: Next): boolean {
    return alternatives.some(({ elements }) =>
      this.#sequence(back ? elements.toReversed() : elements, 0, at, back, next),
    );
  }

  #sequence(elements: readonly AST.Element[], index: number, at: number, back: boolean, next: Next): boolean {
    const element = elements[index];
    if (element === undefined) return next(at);
    return this.#element(element, at, back, after => this.#sequence(elements, index + 1, after, back, next));
  }

  #element(element: AST.Element, at: number, back: boolean, next: Next): boolean {
    if (++this.#steps >= this.#limit) return true;
    switch (element.type) {
      case "Group":
        return this.#alternatives(element.alternatives, at, back, next);
      case "CapturingGroup":
        return this.#alternatives(element.alternatives, at, back, after => {
          this.#captures.set(element, this.#text.slice(Math.min(at, after), Math.max(at, after)));
          return next(after);
        });
      case "Quantifier":
        return this.#quantifier(element, 0, at, back, next);
      case "Assertion":
        return this.#holds(element, at) && next(at);
      case "Backreference": {
        const group = [element.resolved].flat()[0]!;
        const text = this.#captures.get(group) ?? "";
        return (
          this.#text.startsWith(text, back ? at - text.length : at) && next(back ? at - text.length : at + text.length)
        );
      }
      default:
        return this.#single(element as Single, at, back, next);
    }
  }

  #single(element: Single, at: number, back: boolean, next: Next): boolean {
    const character = this.#text[back ? at - 1 : at];
    return character !== undefined && this.#classOf(element).test(character) && next(back ? at - 1 : at + 1);
  }

  #quantifier(quantifier: AST.Quantifier, done: number, at: number, back: boolean, next: Next): boolean {
    if (this.#steps >= this.#limit) return true;
    const { min, max, greedy, element } = quantifier;
    // One character at a time needs no frame of the stack for each.
    if (isSingle(element)) return this.#run(quantifier, element, at, back, next);
    const more = () =>
      done < max &&
      this.#element(element, at, back, after =>
        after === at && done >= min ? false : this.#quantifier(quantifier, done + 1, after, back, next),
      );
    if (done < min) return more();
    return greedy ? more() || next(at) : next(at) || more();
  }

  #run({ min, max, greedy }: AST.Quantifier, element: Single, at: number, back: boolean, next: Next): boolean {
    const step = back ? -1 : 1;
    const fits = (count: number) => {
      const character = this.#text[back ? at - count - 1 : at + count];
      this.#steps += 1;
      return character !== undefined && this.#classOf(element).test(character);
    };
    let count = 0;
    while (count < min) if (!fits(count++)) return false;
    if (!greedy) {
      while (!next(at + step * count)) if (count >= max || !fits(count++)) return false;
      return true;
    }
    while (count < max && fits(count)) count += 1;
    for (; count >= min; count--) if (next(at + step * count)) return true;
    return false;
  }

  #holds(assertion: AST.Assertion, at: number): boolean {
    const { multiline } = this.#flags;
    const isWord = (index: number) => /\w/u.test(this.#text[index] ?? "");
    switch (assertion.kind) {
      case "start":
        return at === 0 || (multiline && this.#text[at - 1] === "\n");
      case "end":
        return at === this.#text.length || (multiline && this.#text[at] === "\n");
      case "word":
        return (isWord(at - 1) !== isWord(at)) !== assertion.negate;
      default:
        return (
          this.#alternatives(assertion.alternatives, at, assertion.kind === "lookbehind", () => true) !==
          assertion.negate
        );
    }
  }

  #classOf(element: Single): RegExp {
    const known = this.#classes.get(element);
    if (known) return known;
    const made = new RegExp(`^(?:${element.raw})$`, this.#flags.flags.replaceAll(/[gmy]/gu, ""));
    this.#classes.set(element, made);
    return made;
  }
}

function isSingle(element: AST.Element): element is Single & AST.Element {
  return ["Character", "CharacterClass", "CharacterSet", "ExpressionCharacterClass"].includes(element.type);
}
