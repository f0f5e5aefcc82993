/** Why there is no finding at a line, or only those that there are: what was recognised, which rules looked, what they saw. */
import * as l10n from "@vscode/l10n";
import type { ConceptNode } from "../../rules/concepts/concept.ts";
import type { Task } from "../../rules/concepts/task/index.ts";
import { listenedConcepts, type RuleDefinition } from "../../rules/define-rule.ts";
import { LineIndex } from "../../rules/ir/lines.ts";
import { conceptFacts, conceptNoun } from "./concept-facts.ts";
import type { Engine } from "./engine.ts";

export interface WhyNotHere {
  path: string;
  /** From 1. */
  line: number;
  /** Why the file takes no part, when it does not. */
  ignored?: string;
  looks: Look[];
}

/** One thing that was recognised. */
export interface Look {
  /** "a retry". */
  what: string;
  line: number;
  facts: string[];
  rules: Outcome[];
}

export interface Outcome {
  rule: string;
  outcome: "reported" | "known" | "suppressed" | "silent" | "off";
  /** The message of a finding, known or not, the reason of a suppression, what switched the rule off. */
  because?: string;
}

/** Things that begin on the line; where none does, the innermost around it. */
export function whyNotHere(engine: Engine, path: string, line: number): WhyNotHere {
  const { ignored, rules: states } = engine.explainFile(path);
  if (ignored !== undefined) return { path, line, ignored, looks: [] };
  const lines = new LineIndex(engine.textOf(path) ?? "");
  const { findings, known, suppressed } = engine.findings(path);
  const listeners = listenersOf(engine);
  const told = engine.ask(project => project.conceptsOf(path)).filter(isTold);
  const outcomeOf = (rule: string): Outcome => {
    const isHere = (one: { rule: string; line: number; endLine: number }) =>
      one.rule === rule && one.line <= line && one.endLine >= line;
    const off = states.find(one => one.rule === rule && one.state === "off");
    const found = findings.find(isHere);
    const before = known.find(isHere);
    const hidden = suppressed.find(isHere);
    if (off) return { rule, outcome: "off", because: off.because };
    if (found) return { rule, outcome: "reported", because: found.message };
    if (before) return { rule, outcome: "known", because: before.message };
    if (hidden)
      return { rule, outcome: "suppressed", because: hidden.directive.reason ?? l10n.t("no reason is given") };
    return { rule, outcome: "silent" };
  };
  const looks = placed(told, lines, line).map(node => ({
    what: conceptNoun(node.type)!,
    line: lines.positionAt(node.start).line,
    facts: conceptFacts(node),
    rules: (listeners.get(node.type) ?? []).map(outcomeOf),
  }));
  return { path, line, looks: looks.filter(look => look.rules.length > 0) };
}

function isTold(node: ConceptNode): boolean {
  return conceptNoun(node.type) !== undefined && !isTopLevelCode(node);
}

/** It is a body of its own, of which there is nothing to say. */
export function isTopLevelCode(node: ConceptNode): boolean {
  return isTask(node) && node.name === "" && node.deliveries.length === 0;
}

function placed(nodes: readonly ConceptNode[], lines: LineIndex, line: number): ConceptNode[] {
  const lineOf = (offset: number) => lines.positionAt(offset).line;
  const own = nodes.filter(node => {
    const head = isTask(node) ? lineOf(node.nameSpan.start) : lineOf(node.start);
    return lineOf(node.start) <= line && line <= head;
  });
  if (own.length > 0) return own;
  const around = nodes.filter(node => lineOf(node.start) < line && lineOf(node.end) >= line);
  const shortest = Math.min(...around.map(node => node.end - node.start));
  return around.filter(node => node.end - node.start === shortest);
}

function isTask(node: ConceptNode): node is Task {
  return node.type === "Task";
}

/** Rules by the concept that they look at, in the catalogue's order. */
function listenersOf(engine: Engine): Map<string, string[]> {
  const listeners = new Map<string, string[]>();
  for (const definition of engine.rules()) {
    if (!("create" in definition)) continue;
    for (const type of listenedConcepts(definition as RuleDefinition<string, object>))
      listeners.set(type, [...(listeners.get(type) ?? []), definition.name]);
  }
  return listeners;
}
