import * as l10n from "@vscode/l10n";
import type { ComponentChild } from "preact";
import type { Level } from "../../../rules/finding.ts";
import type { Audit, AuditedFamily, AuditedRule } from "../../audit/audit.ts";
import { familyName, formulaText, headTexts, levelName, measureText } from "../../audit/words.ts";
import { descriptionOf } from "../../engine/locale.ts";
import { LevelBars, MeasureBar, ScoreRing } from "./charts.tsx";
import { FindingDetails, PlaceName, Prose } from "./finding-details.tsx";
import { STYLE } from "./style.ts";

interface PageProps {
  audit: Audit;
  /** BCP 47 tag of the texts. */
  language: string;
  textOf(path: string): string | undefined;
}

const LEVELS: readonly Level[] = ["error", "warning", "advice"];

/** The whole page: nothing in it is loaded from elsewhere, and it runs no script. */
export function AuditPage({ audit, language, textOf }: PageProps) {
  const { title, made } = headTexts(audit);
  const rated = audit.families.filter(({ rating }) => rating.grade !== undefined);
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
        />
        <title>{title}</title>
        <style dangerouslySetInnerHTML={{ __html: STYLE }} />
      </head>
      <body>
        <header>
          <h1>{title}</h1>
          <p class="faint">{made}</p>
          <Overview audit={audit} />
        </header>
        <main>
          <Families audit={audit} />
          {rated.map(family => (
            <FamilySection family={family} textOf={textOf} />
          ))}
          <Hotspots audit={audit} />
          <Suppressions audit={audit} />
          <Remarks audit={audit} />
          <h2>{l10n.t("How it is rated")}</h2>
          <ul>
            {formulaText().map(line => (
              <li>{line}</li>
            ))}
          </ul>
        </main>
        <footer>{l10n.t("Made by Faultline from the code alone; nothing was run.")}</footer>
      </body>
    </html>
  );
}

function Overview({ audit }: { audit: Audit }) {
  const { grade } = audit;
  const { rating, found, change } = headTexts(audit);
  return (
    <div class="head">
      <ScoreRing label={rating} {...(grade ? { grade, score: 100 } : {})} />
      <div>
        <p>
          <strong>{rating}</strong>
        </p>
        <p>{found}</p>
        {change === undefined ? undefined : <p>{change}</p>}
      </div>
    </div>
  );
}

function Families({ audit: { families } }: { audit: Audit }) {
  const bars = families.map(({ rating }) => ({ name: familyName(rating.family), counts: rating.counts }));
  return (
    <>
      <ul class="rings" aria-label={l10n.t("Families")}>
        {families.map(({ rating }) => {
          const name = familyName(rating.family);
          const label =
            rating.grade === undefined
              ? l10n.t("{0}: nothing found to rate", name)
              : l10n.t("{0}: {1}, score {2} of 100", name, rating.grade, rating.score ?? 0);
          return (
            <li>
              <ScoreRing label={label} score={rating.score} grade={rating.grade} />
              {rating.grade === undefined ? <span>{name}</span> : <a href={`#${rating.family}`}>{name}</a>}
            </li>
          );
        })}
      </ul>
      <h2>{l10n.t("Findings")}</h2>
      <LevelBars bars={bars} />
      <ul class="legend">
        {LEVELS.map(level => (
          <li class={level}>
            <span />
            {levelName(level)}
          </li>
        ))}
      </ul>
    </>
  );
}

function FamilySection({ family: { rating, measures, rules }, textOf }: { family: AuditedFamily } & Texts) {
  return (
    <section id={rating.family} aria-labelledby={`${rating.family}-title`}>
      <h2 id={`${rating.family}-title`}>
        {familyName(rating.family)}: {rating.grade}
      </h2>
      <p class="faint">
        {l10n.t(
          "Score {0} of 100: {1} things that can fail, risk {2}",
          rating.score ?? 0,
          rating.exposure,
          rating.risk,
        )}
      </p>
      {measures.length > 0 ? (
        <>
          <h3>{l10n.t("What stands")}</h3>
          <ul class="measures">
            {measures.map(measure => (
              <li>
                {measureText(measure)}
                <MeasureBar measure={measure} />
              </li>
            ))}
          </ul>
        </>
      ) : undefined}
      {rules.length > 0 ? <h3>{l10n.t("What shakes")}</h3> : undefined}
      {rules.map(rule => (
        <RuleFindings audited={rule} textOf={textOf} />
      ))}
    </section>
  );
}

interface Texts {
  textOf(path: string): string | undefined;
}

function RuleFindings({ audited: { rule, description, findings }, textOf }: { audited: AuditedRule } & Texts) {
  return (
    <>
      <h4>
        <code>{rule}</code> ({findings.length})
      </h4>
      <p class="faint">
        <Prose text={descriptionOf({ description })} />
      </p>
      {findings.map(finding => (
        <FindingDetails finding={finding} textOf={textOf} />
      ))}
    </>
  );
}

function Hotspots({ audit: { hotspots } }: { audit: Audit }) {
  if (hotspots.length === 0) return undefined;
  return (
    <Table
      title={l10n.t("Where it shakes most")}
      heads={[l10n.t("file"), l10n.t("risk"), ...LEVELS.map(levelName)]}
      numbers={1}
      rows={hotspots.map(({ path, risk, counts }) => [
        <code>{path}</code>,
        risk,
        ...LEVELS.map(level => counts[level]),
      ])}
    />
  );
}

function Suppressions({ audit: { suppressed } }: { audit: Audit }) {
  if (suppressed.length === 0) return undefined;
  return (
    <Table
      title={l10n.t("Suppressed")}
      heads={[l10n.t("finding"), l10n.t("place"), l10n.t("reason"), l10n.t("until"), l10n.t("by")]}
      rows={suppressed.map(({ finding, author }) => [
        <code>{finding.rule}</code>,
        <PlaceName place={finding} />,
        finding.directive.reason ?? l10n.t("none given"),
        finding.directive.until ?? "–",
        author ?? "–",
      ])}
    />
  );
}

function Remarks({ audit: { skipped, notes, configProblems } }: { audit: Audit }) {
  if (skipped.length + notes.length + configProblems.length === 0) return undefined;
  return (
    <>
      <h2>{l10n.t("Not looked at")}</h2>
      <ul>
        {configProblems.map(one => (
          <li>
            <PlaceName place={one} /> <Prose text={one.message} />
          </li>
        ))}
        {notes.map(one => (
          <li>
            {one.path === undefined ? "" : <code>{one.path} </code>}
            <Prose text={one.message} />
          </li>
        ))}
        {skipped.map(one => (
          <li>
            <code>{one.path}</code> <Prose text={l10n.t("was skipped, because {0}", one.because)} />
          </li>
        ))}
      </ul>
    </>
  );
}

interface TableProps {
  title: string;
  heads: readonly string[];
  rows: readonly (readonly ComponentChild[])[];
  /** Columns from this one on hold numbers. */
  numbers?: number;
}

function Table({ title, heads, rows, numbers = heads.length }: TableProps) {
  const kind = (column: number) => (column >= numbers ? "number" : undefined);
  return (
    <>
      <h2>{title}</h2>
      <div class="scroll" tabIndex={0} role="region" aria-label={title}>
        <table>
          <thead>
            <tr>
              {heads.map((head, column) => (
                <th scope="col" class={kind(column)}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(row => (
              <tr>
                {row.map((cell, column) => (
                  <td class={kind(column)}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
