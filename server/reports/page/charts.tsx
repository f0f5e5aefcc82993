/** Drawings of the audit as inline SVG. Each says in words what it shows, and none needs its colours to be understood. */
import { arc, stack } from "d3-shape";
import { type Level, LEVELS } from "../../../rules/finding.ts";
import type { Measure } from "../../audit/coverage.ts";
import { countText, measureText } from "../../audit/words.ts";

const RADIUS = 48;
const THICKNESS = 9;

/** A ring that is closed as far as the score goes, around the grade. */
export function ScoreRing({ score, grade, label }: { score?: number; grade?: string; label: string }) {
  const ring = arc<number>()
    .innerRadius(RADIUS - THICKNESS)
    .outerRadius(RADIUS)
    .cornerRadius(THICKNESS / 2)
    .startAngle(0)
    .endAngle(share => 2 * Math.PI * share);
  const colour = grade === undefined ? "var(--faint)" : COLOUR[grade];
  return (
    <svg role="img" aria-label={label} viewBox="-50 -50 100 100" width="104" height="104">
      <path d={ring(1) ?? ""} fill="var(--rest)" />
      {score ? <path d={ring(score / 100) ?? ""} fill={colour} /> : undefined}
      <text text-anchor="middle" dy="0.36em" font-size="40" font-weight="700" fill="var(--ink)">
        {grade ?? "–"}
      </text>
    </svg>
  );
}

/** How much of a whole stands. */
export function MeasureBar({ measure }: { measure: Measure }) {
  const width = (100 * measure.part) / measure.whole;
  return (
    <svg role="img" aria-label={measureText(measure)} viewBox="0 0 100 4" preserveAspectRatio="none">
      <rect width="100" height="4" rx="1" fill="var(--rest)" />
      <rect width={width} height="4" rx="1" fill="var(--good)" />
    </svg>
  );
}

export interface LevelBar {
  name: string;
  counts: Record<Level, number>;
}

const COLOUR: Readonly<Record<string, string>> = {
  error: "var(--error)",
  warning: "var(--warning)",
  advice: "var(--advice)",
  A: "var(--good)",
  B: "var(--good)",
  C: "var(--warning)",
  D: "var(--error)",
  E: "var(--error)",
};

/** One bar a row, its parts stacked by level; all rows have one scale. */
export function LevelBars({ bars }: { bars: readonly LevelBar[] }) {
  const totalOf = ({ counts }: LevelBar) => counts.error + counts.warning + counts.advice;
  const most = Math.max(1, ...bars.map(totalOf));
  const layers = stack<LevelBar, Level>()
    .keys(LEVELS)
    .value(({ counts }, level) => counts[level])([...bars]);
  return (
    <ul class="bars">
      {bars.map((bar, row) => (
        <li>
          <span>{bar.name}</span>
          <svg role="img" aria-label={countsText(bar.counts)} viewBox={`0 0 ${most} 1`} preserveAspectRatio="none">
            {layers.map(layer => {
              const [from, to] = layer[row]!;
              return to > from ? <rect x={from} width={to - from} height="1" fill={COLOUR[layer.key]} /> : undefined;
            })}
          </svg>
          <span class="number">{totalOf(bar)}</span>
        </li>
      ))}
    </ul>
  );
}

function countsText(counts: Record<Level, number>): string {
  return LEVELS.map(level => countText(counts[level], level)).join(", ");
}
