import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { after, before, describe, it } from "mocha";
import { violationsIn } from "./host/axe.mjs";
import { eventually } from "./host/eventually.mjs";
import { launchBrowser } from "./host/workbench.mjs";

const project = fileURLToPath(new URL("../..", import.meta.url));
const browserPath = process.env.FAULTLINE_BROWSER ?? "/usr/bin/chromium";

describe("the audit report in a browser", () => {
  let folder;
  let report;
  let browser;

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "faultline-report-"));
    report = path.join(folder, "audit.html");
    const words = ["report", path.join(project, "test/demo"), "--no-cache", "--output", report];
    execFileSync(process.execPath, [path.join(project, "dist/cli.js"), ...words], { stdio: "pipe" });
    browser = await launchBrowser(browserPath);
  });

  after(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  for (const colorScheme of ["light", "dark"]) {
    for (const width of [400, 1400]) {
      it(`is read by everybody in ${colorScheme} at ${width} px`, async () => {
        const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
        const asked = [];
        page.on("request", request => asked.push(request.url()));
        await page.goto(pathToFileURL(report).href);
        for (const summary of await page.locator("summary").all()) await summary.click();
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
        assert.deepEqual(await violationsIn(page), []);
        assert.deepEqual(asked, [pathToFileURL(report).href]);
        await page.close();
      });
    }
  }

  it("goes by the keyboard from a family to its findings, and opens one", async () => {
    const page = await browser.newPage();
    await page.goto(pathToFileURL(report).href);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await eventually(() => page.url(), /#\w+$/u);
    const first = page.locator("summary").first();
    await first.focus();
    await page.keyboard.press("Enter");
    await eventually(() => page.locator("details[open]").count(), 1);
    await page.close();
  });

  it("prints every finding, the closed ones too", async () => {
    const page = await browser.newPage();
    await page.goto(pathToFileURL(report).href);
    await page.emulateMedia({ media: "print" });
    const closed = page.locator("details:not([open]) pre").first();
    await eventually(() => closed.isVisible(), true);
    await page.close();
  });
});
