/** Which failures are tried again, told by the words of the test and of the functions that it calls. */
import type { FileSummary } from "../../../project/summary.ts";
import type { AccessPath } from "../../../semantics/access-path.ts";
import type { Bodies, Body } from "../bodies.ts";
import type { Delivery, StepRecord } from "../task.ts";

const LOST =
  /time_?out|timed ?out|ETIMEDOUT|ECONNRESET|hang ?up|ECONNABORTED|network|connection|RequestException|RequestError|HTTPError|ClientError|\b5\d\d\b|server_?error|unavailable|fetch failed|APIError|\bException\b|OSError|IOError|transient|not_exception/iu;
const REJECTED = /429|rate.?limit|too many|quota|throttl|TryAgain/iu;
const EVERYTHING = /^\W*(Exception|BaseException)\W*$|retry_if_exception_type\(\(?(Base)?Exception,?\)?\)/u;

/** Which failures a test of errors lets through, by the words in it and in the functions that it calls. */
export function failuresOf(
  text: string,
  judges: readonly AccessPath[],
  file: FileSummary,
  bodies: Bodies,
): Delivery["failures"] {
  const words = [text, ...judges.map(path => bodies.at(path, file)?.record.judges ?? "")].join(" ").trim();
  if (words === "" || EVERYTHING.test(text)) return "all";
  return LOST.test(words) ? "lost" : REJECTED.test(words) ? "rejected" : "unknown";
}

export function predicateFailures(
  predicate: NonNullable<StepRecord["predicate"]>,
  body: Body,
  bodies: Bodies,
): Delivery["failures"] {
  return predicate.open ? "unknown" : failuresOf(predicate.text, predicate.judges, body.file, bodies);
}
