import * as l10n from "@vscode/l10n";
import type { FilePlace, Finding } from "../../../rules/finding.ts";
import { levelName } from "../../audit/words.ts";

const CONTEXT_LINES = 2;
const MAX_LINE = 200;

interface FindingProps {
  finding: Finding;
  textOf(path: string): string | undefined;
}

/** One finding: its sentence, and when opened the code, the story and what can be done. */
export function FindingDetails({ finding, textOf }: FindingProps) {
  return (
    <details class={finding.level} id={`${finding.rule}-${finding.fingerprint}`}>
      <summary>
        <span class="level">{levelName(finding.level)}</span> <PlaceName place={finding} />{" "}
        <Prose text={finding.message} />
      </summary>
      <div>
        <CodeFrame finding={finding} text={textOf(finding.path)} />
        {finding.related.length > 0 ? (
          <ol class="story">
            {finding.related.map(step => (
              <li>
                <Prose text={step.message} /> <PlaceName place={step} />
              </li>
            ))}
          </ol>
        ) : undefined}
        {finding.fixes.map(fix => (
          <p>
            <strong>{fix.kind === "safe" ? l10n.t("Fix:") : l10n.t("Suggestion:")}</strong> <Prose text={fix.title} />
          </p>
        ))}
      </div>
    </details>
  );
}

export function PlaceName({ place }: { place: Pick<FilePlace, "path" | "line"> }) {
  return (
    <code class="faint">
      {place.path}:{place.line}
    </code>
  );
}

/** Text of a message, in which backticks stand around code. */
export function Prose({ text }: { text: string }) {
  return <>{text.split("`").map((part, index) => (index % 2 === 1 ? <code>{part}</code> : part))}</>;
}

/** The lines around a place, the place itself marked. */
function CodeFrame({ finding, text }: { finding: Finding; text: string | undefined }) {
  if (text === undefined) return undefined;
  const lines = text.split(/\r\n|[\r\n]/u);
  const first = Math.max(1, finding.line - CONTEXT_LINES);
  const last = Math.min(lines.length, finding.line + CONTEXT_LINES);
  const numbers = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const width = String(last).length;
  return (
    <pre tabIndex={0}>
      {numbers.map(number => {
        const line = (lines[number - 1] ?? "").slice(0, MAX_LINE);
        const margin = `${String(number).padStart(width)}  `;
        if (number !== finding.line) return `${margin}${line}\n`;
        const end = finding.endLine === number ? finding.endColumn - 1 : line.length;
        return (
          <>
            {margin}
            {line.slice(0, finding.column - 1)}
            <mark>{line.slice(finding.column - 1, end)}</mark>
            {line.slice(end)}
            {"\n"}
          </>
        );
      })}
    </pre>
  );
}
