import type { Finding, Place } from "../finding.ts";
import type { Span } from "../ir/nodes.ts";
import type { ConceptNode } from "../concepts/concept.ts";
import type { Project } from "../project/project.ts";
import type { FileSummary } from "../project/summary.ts";

/** A finding as a rule gives it, before the engine knows the text around it. */
export type Draft = Omit<Finding, "fingerprint">;

/** What a rule needs of the file that ESLint is at. */
export interface RuleSource {
  file: FileSummary;
  project: Project;
  text: string;
  concepts: ConceptNode[];
  place(span: Span): Place;
  /** Present under our own engine: takes the finding whole, as ESLint's messages have no level and no related places. */
  collect?(draft: Draft): void;
}

/** Implemented by the source code objects of our languages; see `concept-language.ts`. */
export interface CarriesSource {
  faultline: RuleSource;
}
