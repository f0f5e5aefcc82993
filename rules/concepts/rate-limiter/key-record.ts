/** What a limit is counted by, as one file says it. Plain data. */
import type { Place } from "../../finding.ts";
import type { Span } from "../../ir/nodes.ts";
import type { AccessPath } from "../../semantics/access-path.ts";

/** first: what the client sent. last, counted: what a trusted proxy wrote. whole: the list as it came. */
export type HeaderPart = "first" | "whole" | "last" | "counted";

export type LimitKeyRecord =
  HeaderKeyRecord | TrustRecord | ThrottleKeyRecord | DefaultKeyRecord | FunctionKeyRecord | PathKeyRecord;

interface Base extends Span {
  place: Place;
}

/** A header is read. Whether a limiter counts by it is known when the project is linked. */
export interface HeaderKeyRecord extends Base {
  form: "header";
  header: string;
  part: HeaderPart;
  /** Another header read of the same function decides more: a platform's own, or a list of addresses. */
  guardedBy?: "platform" | "list" | "proxies";
  /** The `[0]` that takes the first address. */
  first?: Place;
  /** The whole value is given to a function, which may take a part of it. */
  passed?: { path: AccessPath; position: number };
}

/** Every proxy is trusted, also one that the client makes up. */
export interface TrustRecord extends Base {
  form: "trust";
  /** As written: `app.set("trust proxy", true)`. */
  text: string;
  /** Where `true` stands; undefined for a call that means it. */
  value?: Place;
}

/** Throttles of Django REST framework for anonymous callers, without the number of proxies. */
export interface ThrottleKeyRecord extends Base {
  form: "throttle";
  throttle: string;
}

/** A limiter whose own key is a forwarded address. */
export interface DefaultKeyRecord extends Base {
  form: "default";
  call: string;
}

/** A key function of a library: `key_func=get_ipaddr`. */
export interface FunctionKeyRecord extends Base {
  form: "function";
  name: string;
  /** The import and every use, for a rename. */
  places: Place[];
}

/** A limit on a path with a secret in it, where every concrete path has a count of its own. */
export interface PathKeyRecord extends Base {
  form: "path";
  limiter: AccessPath;
  member: string;
  limit: string;
  route: string;
  parameter: string;
}

/** Facts that the keys of other files need. */
export type KeyWiring =
  /** A limiter is given a key that is made of these headers (starts of reads in this file) and calls. */
  | (Span & { what: "key"; limiter: string; library: boolean; place: Place; headers: number[]; calls: AccessPath[] })
  /** A function gives back what it made of these headers and calls. */
  | (Span & { what: "identity"; functionId: string; headers: number[]; calls: AccessPath[] })
  /** A function takes a part of the list that a parameter holds. */
  | (Span & { what: "takes"; functionId: string; position: number; part: HeaderPart })
  /** A limiter of a library whose own key is a forwarded address, and whether it is given another. */
  | (Span & { what: "dependency"; keyed: boolean })
  /** A limiter that counts by the framework's idea of the client's address. */
  | (Span & { what: "by-address"; place: Place; name: string })
  /** The limiter that counts paths apart, with what it is told about it. */
  | (Span & { what: "path-keyed"; told: boolean; place: Place; insertAt?: number });
