/** The concepts of one file with what the linked project knows of them. */
import type { ConceptNode } from "../concepts/concept.ts";
import { concepts } from "../concepts/index.ts";
import type { LinkedFile } from "./linked-file.ts";
import type { Project } from "./project.ts";

export interface Completion {
  /** In source order. */
  nodes: ConceptNode[];
  /** Those that a rule can say something of. */
  telling: ConceptNode[];
  notes: CompletionNote[];
}

export interface CompletionNote {
  concept: string;
  message: string;
}

export const NOTHING: Completion = { nodes: [], telling: [], notes: [] };

/** A recogniser's crash on one record loses that record only. */
export function completed(file: LinkedFile, project: Project): Completion {
  const nodes: ConceptNode[] = [];
  const empty = new Set<ConceptNode>();
  const notes: CompletionNote[] = [];
  for (const kind of kindsOf(file))
    for (const record of file.concepts[kind.name]!) {
      try {
        const node: ConceptNode = kind.complete(record as never, file, project);
        nodes.push(node);
        if (kind.isEmpty?.(node as never)) empty.add(node);
      } catch (error) {
        notes.push({ concept: kind.name, message: error instanceof Error ? error.message : String(error) });
      }
    }
  nodes.sort((a, b) => a.start - b.start || a.end - b.end);
  return { nodes, telling: empty.size === 0 ? nodes : nodes.filter(node => !empty.has(node)), notes };
}

const POSITIONS = new Map<string, number>(concepts.map(({ name }, position) => [name, position]));

/** Concepts of which a file has records, in the order of the list of all. */
function kindsOf(file: LinkedFile) {
  const positions = file.kinds().flatMap(kind => POSITIONS.get(kind) ?? []);
  return positions.sort((a, b) => a - b).map(position => concepts[position]!);
}
