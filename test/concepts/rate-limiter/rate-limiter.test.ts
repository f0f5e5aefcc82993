import assert from "node:assert/strict";
import { analyse } from "../../../rules/analyse.ts";
import type { RateLimiter } from "../../../rules/concepts/rate-limiter/rate-limiter.ts";
import { Project } from "../../../rules/project/project.ts";

function limitersOf(files: Record<string, string>): RateLimiter[] {
  const project = Project.link(Object.entries(files).map(([path, text]) => analyse(path, text)));
  const found = Object.keys(files).flatMap(path => project.conceptsOf(path));
  assert.deepEqual(
    Object.keys(files).flatMap(path => project.notesOf(path)),
    [],
  );
  return found.filter((node): node is RateLimiter => node.type === "RateLimiter");
}

const HOME_MADE = `const hits = new Map<string, number>();
export function checkRateLimit(key: string) {
  const count = (hits.get(key) ?? 0) + 1;
  hits.set(key, count);
  return { allowed: count <= 60 };
}
`;

describe("RateLimiter", () => {
  it("knows its library and each use", () => {
    const [limiter] = limitersOf({
      "limits.ts": `import { Ratelimit } from "@upstash/ratelimit";\nexport const limiter = new Ratelimit({ limiter: Ratelimit.fixedWindow(5, "1 m") });`,
      "login.ts": `import { limiter } from "./limits";\nexport async function login(id: string) { return (await limiter.limit(id)).success; }`,
      "left.ts": `import { limiter } from "./limits";\nexport const left = (id: string) => limiter.getRemaining(id);`,
      "limits.test.ts": `import { limiter } from "./limits";\nlimiter.limit("x");`,
    });
    assert.equal(limiter?.library, "@upstash/ratelimit");
    assert.equal(limiter.verdict.kind, "enforced");
    assert.deepEqual(limiter.uses.map(use => [use.file, use.kind, use.within]).sort(), [
      ["left.ts", "setting", "left"],
      ["limits.test.ts", "test", ""],
      ["login.ts", "enforcement", "login"],
    ]);
  });

  it("follows a chain of unused functions to its end", () => {
    const limiters = limitersOf({
      "rate-limit.ts": `${HOME_MADE}export function withRateLimit(key: string) { return checkRateLimit(key).allowed ? undefined : new Response(null, { status: 429 }); }\n`,
    });
    const verdicts = limiters.map(limiter => [limiter.name, limiter.verdict.kind]);
    assert.deepEqual(verdicts, [
      ["checkRateLimit", "unknown"],
      ["withRateLimit", "notEnforced"],
    ]);
  });

  it("takes an import that leads nowhere for a use", () => {
    const [limiter] = limitersOf({
      "src/rate-limit.ts": HOME_MADE,
      "src/handler.ts": `import { checkRateLimit } from "#app/rate-limit";\nexport const POST = (request: Request) => checkRateLimit(request.url);`,
    });
    assert.equal(limiter?.verdict.kind, "enforced");
  });

  it("takes a call of a name that is bound nowhere for a use", () => {
    const [limiter] = limitersOf({
      "server/utils/rate-limit.ts": HOME_MADE,
      "server/api/messages.ts": `export default defineEventHandler(event => checkRateLimit(event.path));`,
    });
    assert.equal(limiter?.verdict.kind, "enforced");
  });

  it("says nothing of tests and examples", () => {
    const limiters = limitersOf({ "tests/rate-limit.ts": HOME_MADE, "examples/rate-limit.ts": HOME_MADE });
    assert.ok(limiters.every(limiter => limiter.verdict.kind === "unknown"));
  });

  it("survives functions that call each other in a circle", () => {
    const limiters = limitersOf({
      "rate-limit.ts": `${HOME_MADE}export function limitA(key: string): boolean { return limitB(key); }\nexport function limitB(key: string): boolean { return checkRateLimit(key).allowed && limitA(key); }`,
    });
    assert.equal(limiters.length, 1);
  });
});
