/** Tests by the conventions of pytest, Django, Jest, Vitest, Mocha, Cypress, Playwright and Storybook. */
const TEST_PATH =
  /(?:^|\/)(?:tests?|__tests__|__mocks__|mocks?|specs?|e2e|fixtures?|cypress|playwright)\/|\.(?:test|spec|stories|bench)\.[cm]?[jt]sx?$|(?:^|\/)(?:tests?|test_[^/]*|[^/]*_tests?|conftest)\.py$/iu;

/** Code that is no part of the running program: it may name what it tests, but holds no concept and calls nobody. */
export function isTestPath(path: string): boolean {
  return TEST_PATH.test(path);
}
