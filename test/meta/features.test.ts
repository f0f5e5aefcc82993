import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { describe, it } from "mocha";

const tests = new URL("../", import.meta.url);
const document = readFileSync(new URL("editor/FEATURES.md", tests), "utf8");

/** Section → how many rows the comparison has there. */
const SECTIONS = { Features: 53, "What users ask for": 20, "What none of them had": 18 };

interface Row {
  number: number;
  name: string;
  answer: string;
  proofs: { file: string; title: string }[];
}

function rowsOf(section: string): Row[] {
  const start = document.indexOf(`## ${section}\n`);
  const next = document.indexOf("\n## ", start + 1);
  const text = document.slice(start, next === -1 ? undefined : next);
  return [...text.matchAll(/^\| +(\d+) +\| (.+?) +\| (.+?) +\| (.+?) +\|$/gmu)].map(
    ([, number, name, answer, proofs]) => ({
      number: Number(number),
      name: name!,
      answer: answer!,
      proofs: [...proofs!.matchAll(/`([^`]+)` › (.+?)(?=<br>|$)/gu)].map(([, file, title]) => ({
        file: file!,
        title: title!,
      })),
    }),
  );
}

describe("the page of features", () => {
  for (const [section, count] of Object.entries(SECTIONS)) {
    it(`answers every row of "${section}"`, () => {
      const rows = rowsOf(section);
      assert.deepEqual(
        rows.map(({ number }) => number),
        Array.from({ length: count }, (_, index) => index + 1),
      );
      const bare = rows.filter(({ answer }) => answer === "no");
      assert.deepEqual(bare, [], "a no has a reason");
    });

    it(`names tests that exist for every row of "${section}"`, () => {
      const wrong = rowsOf(section).flatMap(({ name, proofs }) =>
        proofs.length === 0
          ? [`${name}: no test`]
          : proofs.filter(isMissing).map(({ file, title }) => `${file} › ${title}`),
      );
      assert.deepEqual(wrong, []);
    });
  }
});

function isMissing({ file, title }: Row["proofs"][number]): boolean {
  const source = new URL(file, tests);
  if (!existsSync(source)) return true;
  const text = readFileSync(source, "utf8");
  return !['"', "`"].some(quote => text.includes(`it(${quote}${title}${quote}`));
}
