import XMLBuilder from "fast-xml-builder";
import type { Finding } from "../../rules/finding.ts";
import type { ReportContext } from "./report.ts";

/** One test suite a file, one failed test case a finding; a file without findings has one that passed. */
export function junit({ result, version }: ReportContext): string {
  const byFile = new Map<string, Finding[]>();
  for (const finding of result.findings) byFile.set(finding.path, [...(byFile.get(finding.path) ?? []), finding]);
  const suites = [...byFile].map(([path, findings]) => ({
    "@_name": path,
    "@_tests": findings.length,
    "@_failures": findings.length,
    testcase: findings.map(testCase),
  }));
  // A report without any test counts as broken for some servers.
  if (suites.length === 0)
    suites.push({
      "@_name": "faultline",
      "@_tests": 1,
      "@_failures": 0,
      testcase: [{ "@_name": "no findings" }] as never,
    });
  const builder = new XMLBuilder({ ignoreAttributes: false, format: true, suppressEmptyNode: true });
  const document = {
    "?xml": { "@_version": "1.0", "@_encoding": "UTF-8" },
    testsuites: {
      "@_name": `faultline ${version}`,
      "@_tests": suites.reduce((sum, suite) => sum + suite["@_tests"], 0),
      "@_failures": result.findings.length,
      testsuite: suites,
    },
  };
  return builder.build(document).replaceAll(FORBIDDEN, "\uFFFD");
}

/** Characters that XML 1.0 has no way to write. */
// eslint-disable-next-line no-control-regex
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/gu;

function testCase({ rule, level, path, line, column, message, related }: Finding) {
  const story = related.map((one, index) => `${index + 1}. ${one.path}:${one.line}: ${one.message}`);
  return {
    "@_name": `${rule} at ${line}:${column}`,
    "@_classname": path,
    failure: {
      "@_type": level,
      "@_message": message,
      "#text": [`${path}:${line}:${column}`, message, ...story].join("\n"),
    },
  };
}
