import assert from "node:assert/strict";
import { analyse } from "../../rules/analyse.ts";
import { concepts } from "../../rules/concepts/index.ts";
import { loadSqlParser } from "../../rules/languages/sql/parse.ts";

const LENGTH = 256 * 1024;
/** What patterns, lexers and parsers trip over. Sources come in lines, since a longer line is never read. */
const UNITS = [
  " ",
  "(",
  "a",
  "/*/*",
  '"',
  "'",
  "`",
  ".",
  "\\",
  "\n",
  "[",
  "{",
  "- ",
  "select ",
  "update ",
  "<",
  "faultline-disable ",
];
const NAMES = [
  ..."a.ts a.py a.sql schema.prisma package.json package-lock.json pnpm-lock.yaml yarn.lock bun.lock tsconfig.json".split(
    " ",
  ),
  ..."pyproject.toml Pipfile requirements.txt wrangler.toml wrangler.jsonc vercel.json Procfile compose.yml".split(" "),
  ..."Dockerfile fly.toml railway.json netlify.toml start.sh service.yaml".split(" "),
];
const LINE = 20_000;

describe("a long text of the same", () => {
  const words = concepts.flatMap(kind => kind.triggers()).join(" ");

  before(loadSqlParser);

  for (const name of NAMES)
    it(`is read to its end in ${name}`, function () {
      this.timeout(60_000);
      const comment = /\.[tj]sx?$|\.prisma$|\.jsonc?$/u.test(name) ? "//" : name.endsWith(".sql") ? "--" : "#";
      const head = `${comment} ${words}\n`;
      for (const unit of UNITS) {
        const line = `${unit.repeat(LINE / unit.length)}\n`;
        const { crash } = analyse(name, head + line.repeat(LENGTH / line.length));
        assert.equal(crash, undefined, JSON.stringify(unit));
      }
    });
});
