/**
 * A grade from A to E for each family, and for the whole. Findings weigh by level and are set against the number of things of
 * the family that can fail, so that a large program is not rated down for its size.
 *
 * risk = sum of the weights; score = 100 × exposure ÷ (exposure + risk); the grade follows from the score, but is held by the
 * ceiling of the worst finding; overall counts the weakest family. `words.ts` says the same to people.
 */
import type { Family } from "../../rules/define-rule.ts";
import type { Level } from "../../rules/finding.ts";

export const GRADES = ["A", "B", "C", "D", "E"] as const;
export type Grade = (typeof GRADES)[number];

/** What one finding of a level counts. */
export const WEIGHTS: Readonly<Record<Level, number>> = { error: 4, warning: 1, advice: 0.25 };

/** The lowest score of each grade; below the last it is E. */
export const THRESHOLDS: readonly { grade: Grade; from: number }[] = [
  { grade: "A", from: 90 },
  { grade: "B", from: 75 },
  { grade: "C", from: 55 },
  { grade: "D", from: 35 },
];

/** No family with findings of this level gets a better grade. */
export const CEILINGS: Readonly<Partial<Record<Level, Grade>>> = { error: "C", warning: "B" };

export interface FamilyRating {
  family: Family;
  /** Things that can fail: retries, queries, routes, effects. */
  exposure: number;
  counts: Record<Level, number>;
  /** Sum of the findings' weights. */
  risk: number;
  /** 0 to 100; undefined when there is nothing to rate. */
  score?: number;
  grade?: Grade;
}

export function rate(family: Family, levels: readonly Level[], exposure: number): FamilyRating {
  const counts = { error: 0, warning: 0, advice: 0 };
  for (const level of levels) counts[level]++;
  const risk = levels.reduce((sum, level) => sum + WEIGHTS[level], 0);
  if (exposure + risk === 0) return { family, exposure, counts, risk };
  const score = Math.round((100 * exposure) / (exposure + risk));
  const ceilings = levels.flatMap(level => CEILINGS[level] ?? []);
  return { family, exposure, counts, risk, score, grade: lowest([gradeOf(score), ...ceilings]) };
}

/** The lowest of those that are rated; undefined when nothing is. */
export function overall(ratings: readonly FamilyRating[]): Grade | undefined {
  const grades = ratings.flatMap(({ grade }) => grade ?? []);
  return grades.length > 0 ? lowest(grades) : undefined;
}

function gradeOf(score: number): Grade {
  return THRESHOLDS.find(({ from }) => score >= from)?.grade ?? "E";
}

function lowest(grades: readonly Grade[]): Grade {
  return GRADES[Math.max(...grades.map(grade => GRADES.indexOf(grade)))]!;
}
