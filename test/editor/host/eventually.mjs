/** Everything in an editor comes a moment later: what is looked at is looked at again until it is as it should be. */
import assert, { AssertionError } from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";

/** How long anything may take on a machine of two cores that has more to do. */
export const PATIENCE_MS = 60_000;

/** How long the answer to a step may take before the step is taken again. */
export const STEP_MS = 6_000;

/**
 * Gives what `read` gives, once it is as expected: equal to a value, matched by a pattern, which sees a list as lines, or
 * without complaint of a function that asserts; whatever it is, when nothing is expected of it. When the patience is over it
 * fails as the last look did, with what was seen.
 */
export async function eventually(read, expected = () => {}, patience = PATIENCE_MS) {
  const end = Date.now() + patience;
  for (;;) {
    try {
      const seen = await read();
      check(seen, expected);
      return seen;
    } catch (error) {
      if (!isEarly(error) || Date.now() > end) throw error;
    }
    await delay(100);
  }
}

/** Expects of a list that it has some things, whatever else there is. */
export function including(wanted) {
  return seen => assert.deepEqual(seen, [...seen, ...wanted.filter(thing => !seen.includes(thing))]);
}

function check(seen, expected) {
  if (typeof expected === "function") expected(seen);
  else if (expected instanceof RegExp) assert.match(Array.isArray(seen) ? seen.join("\n") : seen, expected);
  else assert.deepEqual(seen, expected);
}

/** Of what is not there yet. Any other error is a fault. */
function isEarly(error) {
  return error instanceof AssertionError || error.name === "TimeoutError";
}
