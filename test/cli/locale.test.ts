import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe, it } from "mocha";
import { useLocale } from "../../server/engine/locale.ts";
import { folderWith } from "../engine/temporary-folder.ts";
import { runCli, spawnCliWith } from "./run-cli.ts";

const PUSH = `from celery import shared_task

@shared_task(bind=True, max_retries=12)
def push(self):
    raise self.retry(countdown=60 * 2**self.request.retries)
`;

const ENGLISH = /The delay .* has no cap/u;
const GERMAN = /Die Wartezeit .* keine Obergrenze/u;

const program = () => folderWith({ "push.py": PUSH });

describe("the language of the command line", function () {
  this.timeout(60_000);
  after(() => useLocale());

  it("is the one that is asked for, or that it is a variety of, and else English", async () => {
    const root = program();
    const scan = async (...words: string[]) => (await runCli("scan", root, "--no-cache", ...words)).stdout;
    assert.match(await scan("--locale", "de"), GERMAN);
    assert.match(await scan("--locale", "de"), /1 Datei geprüft\./u);
    assert.match(await scan("--locale", "de_AT.UTF-8"), GERMAN);
    assert.match(await scan("--locale", "tlh"), ENGLISH);
    assert.match(await scan(), ENGLISH);
  });

  it("is that of FAULTLINE_LOCALE, and never that of the machine", async () => {
    const root = program();
    const scan = async (env: NodeJS.ProcessEnv) => (await spawnCliWith(env, root, "scan", "--no-cache")).stdout;
    assert.match(await scan({ FAULTLINE_LOCALE: "de" }), GERMAN);
    assert.match(await scan({ LANG: "de_DE.UTF-8", LC_ALL: "de_DE.UTF-8", LANGUAGE: "de" }), ENGLISH);
  });

  it("is that of reports, explanations and faults", async () => {
    const root = program();
    const said = async (...words: string[]) => {
      const { stdout, stderr } = await runCli(...words, "--locale", "de");
      return stdout + stderr;
    };
    assert.match(await said("report", root, "--no-cache"), /^# Produktionsreife von [\s\S]*## Wie bewertet wird/u);
    assert.match(await said("explain", "--root", root, "--at", join(root, "push.py:5")), /13-mal versucht/u);
    assert.match(await said("tenants", root, "--no-cache"), /Keine Spalte unterscheidet Mandanten/u);
    assert.match(await said("rules"), /no-uncapped-backoff +error +(?!The)/u);
    assert.match(await said("scan", join(root, "none")), /^faultline: es gibt keine Datei und keinen Ordner/u);
  });

  it("is told by a page and by SARIF, whose keys stay as they are", async () => {
    const root = program();
    const [html, sarif] = [join(folderWith({}), "audit.html"), join(folderWith({}), "audit.sarif")];
    await runCli("report", root, "--no-cache", "--locale", "de", "--output", html, "--output", sarif);
    assert.match(readFileSync(html, "utf8"), /<html lang="de">/u);
    const [run] = JSON.parse(readFileSync(sarif, "utf8")).runs;
    assert.equal(run.language, "de");
    assert.match(run.results.map((one: { message: { text: string } }) => one.message.text).join("\n"), GERMAN);
  });

  it("is never another one for what is kept between runs", async () => {
    const root = program();
    const cache = folderWith({});
    const scan = async (locale: string) =>
      (await runCli("scan", root, "--cache-location", cache, "--locale", locale)).stdout;
    const [english, german] = [await scan("en"), await scan("de")];
    assert.match(english, ENGLISH);
    assert.match(german, GERMAN);
    assert.equal(await scan("en"), english);
    assert.equal(await scan("de"), german);
  });

  it("does not matter to a baseline", async () => {
    const root = program();
    await runCli("baseline", root, "--no-cache", "--locale", "en");
    const { stdout, code } = await runCli("scan", root, "--no-cache", "--locale", "de");
    assert.match(stdout, /^Keine Befunde: 1 Datei geprüft, \d in der Baseline\.$/mu);
    assert.equal(code, 0);
  });
});
