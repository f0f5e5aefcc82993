/**
 * What requests and jobs write into a container of their process and others read back. Invariant: only what is read as the truth
 * counts; what saves work (a cache, a pool, a registry) may be missing in any process, and is none of it.
 */
import type { Place, Related } from "../../finding.ts";
import type { Span } from "../../ir/nodes.ts";
import type { ConceptNode } from "../concept.ts";
import type { SeveralProcesses } from "../deployment/index.ts";

export interface LocalStateRecord extends Span {
  name: string;
  place: Place;
  /** Kept by key and read back by key; counted and reported; kept on an object for its next call. */
  kind: "store" | "counters" | "token";
  /** Class of a member. */
  owner?: string;
  writers: UseRecord[];
  readers: UseRecord[];
}

export interface UseRecord {
  functionId: string;
  place: Place;
}

export interface LocalState extends ConceptNode {
  type: "LocalState";
  name: string;
  kind: LocalStateRecord["kind"];
  /**
   * "apart": what writes and what reads never run in one process. "several": they do, and there are several of them. "one":
   * nothing says so. "anew": each run makes an object of its own to keep it. "unknown": it is not reached from a request or a
   * job.
   */
  runs: "apart" | "several" | "one" | "anew" | "unknown";
  /** Who writes and who reads, for a message: "`bulk_scan_task`", "`GET /healthz`". */
  writer: string;
  reader: string;
  /** Titles of the routes that lead to its uses, as far as each use has one. */
  routes: string[];
  several: SeveralProcesses | undefined;
  story: Related[];
}
