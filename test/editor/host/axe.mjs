/** Asks axe what is wrong with a page or a frame of it. Evaluated from outside, so that no policy of the page forbids it. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Rule, element and reason of each violation. Rules that ask for regions do not fit a frame, which is a part of a page. */
export async function violationsIn(frame, { isPart = false } = {}) {
  await frame.evaluate(source);
  return frame.evaluate(async ofPart => {
    const rules = ofPart ? { region: { enabled: false }, "page-has-heading-one": { enabled: false } } : {};
    const { violations } = await globalThis.axe.run(document, { rules });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`),
    );
  }, isPart);
}
