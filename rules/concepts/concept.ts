import type { Span } from "../ir/nodes.ts";
import type { Project } from "../project/project.ts";
import type { FileSummary } from "../project/summary.ts";
import type { FileModel } from "../semantics/file-model.ts";

/**
 * A concept is what rules speak of: a Retry, a Query, a Task. It is found in two steps, and neither knows a rule:
 * `recognise` reads one file and records plain data (cached with the summary); `complete` answers, with the whole project
 * at hand, what the file alone could not.
 */
export interface ConceptKind<Recorded extends Span = Span, Completed extends ConceptNode = ConceptNode> {
  name: Completed["type"];
  /**
   * Words of which a file must hold at least one to hold this concept; derived from the library tables and idioms. ASCII,
   * case-sensitive. None: any file may hold it.
   */
  triggers(): string[];
  recognise(file: FileModel): Recorded[];
  /** The same for a file that is no code: what the facts of a migration or a manifest say. */
  recogniseFacts?(file: FileSummary, text: string): Recorded[];
  complete(record: Recorded, file: FileSummary, project: Project): Completed;
  /** Whether it came out with nothing in it that a rule could speak of. Default: no. */
  isEmpty?(concept: Completed): boolean;
}

/** What rules listen to: `Retry(retry) { … }`. ESLint selectors work on its properties. */
export interface ConceptNode extends Span {
  type: string;
}
