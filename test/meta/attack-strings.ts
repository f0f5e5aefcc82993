/** Texts made to cost a pattern most: what leads to each of its loops, what the loop takes, over and over, without the end. */
import type { AST } from "@eslint-community/regexpp";
import { parsePattern } from "./pattern-steps.ts";

const ALPHABET = [..."a0 _-.,:;'\"`(){}[]<>=/\\*+?!@#$%^&|~\n\tZé\u2028"];

const SEPARATORS = [..." ;("];

/** Each is given once, to be repeated. */
export function attacksOn(pattern: RegExp): string[] {
  const attacks = new Set<string>();
  const visit = (alternatives: readonly AST.Alternative[], before: string): void => {
    for (const { elements } of alternatives) {
      let lead = before;
      for (const element of elements) {
        if (element.type === "Quantifier" && element.max === Infinity) {
          const loop = sample(element.element, pattern);
          for (const one of [loop, lead, lead + loop, loop + lead, ...SEPARATORS.map(letter => lead + letter)])
            attacks.add(one);
        }
        if (element.type === "Quantifier") visitInner(element.element, lead);
        else visitInner(element, lead);
        lead += sample(element, pattern);
      }
    }
  };
  const visitInner = (element: AST.Element, lead: string): void => {
    if (element.type === "Group" || element.type === "CapturingGroup") visit(element.alternatives, lead);
    if (element.type === "Assertion" && "alternatives" in element) visit(element.alternatives, lead);
  };
  visit(parsePattern(pattern).alternatives, "");
  return [...attacks].filter(one => one !== "");
}

/** The shortest text that the element takes, or nearly. */
function sample(element: AST.Element, pattern: RegExp): string {
  switch (element.type) {
    case "Character":
      return String.fromCodePoint(element.value);
    case "Group":
    case "CapturingGroup":
      return element.alternatives[0]!.elements.map(one => sample(one, pattern)).join("");
    case "Quantifier":
      return sample(element.element, pattern).repeat(element.min);
    case "CharacterClass":
    case "CharacterSet":
    case "ExpressionCharacterClass": {
      const one = new RegExp(`^(?:${element.raw})$`, pattern.flags.replaceAll(/[gmy]/gu, ""));
      return ALPHABET.find(letter => one.test(letter)) ?? /\[\^?(.)/su.exec(element.raw)?.[1] ?? "a";
    }
    default:
      return "";
  }
}
