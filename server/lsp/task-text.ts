/** What runs a task again and what protects its effects, for people: a Markdown table, or the same in lines. */
import * as l10n from "@vscode/l10n";
import type { DeliveryFact, EffectFact, TaskTable } from "../engine/explain-place.ts";
import type { ScheduleContext } from "./schedule-text.ts";

export function taskText(task: TaskTable, context: ScheduleContext): string {
  const markdown = context.kind === "markdown";
  const code = (text: string) => (markdown ? text : text.replaceAll("`", ""));
  const title = code(titleOf(task));
  const open = task.effects.filter(effect => !HOLDS.has(effect.protectedBy)).length;
  const parts = [
    markdown ? `**${title}**` : title,
    effectsOf(task, context),
    code(sumOf(task.effects.length, open)),
    task.deliveries
      .flatMap(delivery =>
        delivery.why.map(({ message, at }) => `- ${code(message).replace(/\.$/u, "")}, ${placeText(at, context)}.`),
      )
      .filter((line, index, lines) => lines.indexOf(line) === index)
      .join("\n"),
  ];
  return parts.filter(part => part !== "").join("\n\n");
}

/** What keeps a second run from the effect; a look-up or a later record only makes it rarer. */
const HOLDS: ReadonlySet<EffectFact["protectedBy"]> = new Set(["key", "claim", "step", "annotation"]);

function titleOf({ name, deliveries }: TaskTable): string {
  const platforms = [...new Set(deliveries.map(delivery => delivery.platform))];
  const ways = platforms
    .map(platform =>
      wayOf(
        platform,
        deliveries.filter(one => one.platform === platform),
      ),
    )
    .join("; ");
  return name === ""
    ? l10n.t("This function may run more than once: {0}", ways)
    : l10n.t("`{0}` may run more than once: {1}", name, ways);
}

function wayOf(platform: string, deliveries: DeliveryFact[]): string {
  const when = [...new Set(deliveries.map(one => one.when))].reduce((before, one) =>
    l10n.t("{0} and {1}", before, one),
  );
  const counted = deliveries.find(one => one.attempts !== "unknown");
  const subject = platform.replace(/^[a-z]/u, first => first.toUpperCase());
  const way = l10n.t("{0} runs it again {1}", subject, when);
  return counted ? timesOf(counted, way) : way;
}

function timesOf({ attempts, byDefault }: DeliveryFact, way: string): string {
  if (attempts === "endless") return l10n.t("{0}, without end", way);
  if (attempts === 1)
    return byDefault ? l10n.t("{0}, 1 attempt at most by default", way) : l10n.t("{0}, 1 attempt at most", way);
  return byDefault
    ? l10n.t("{0}, {1} attempts at most by default", way, attempts)
    : l10n.t("{0}, {1} attempts at most", way, attempts);
}

function sumOf(all: number, open: number): string {
  if (all === 0) return l10n.t("No effect is known in it that a second run would make again.");
  if (open === 0) return all === 1 ? l10n.t("Its effect is protected.") : l10n.t("All {0} effects are protected.", all);
  if (all === 1) return l10n.t("Its effect is made again by a second run.");
  return open === 1
    ? l10n.t("1 of {0} effects is made again by a second run.", all)
    : l10n.t("{0} of {1} effects are made again by a second run.", open, all);
}

function effectsOf({ effects }: TaskTable, context: ScheduleContext): string {
  if (effects.length === 0) return "";
  if (context.kind === "plaintext")
    return effects
      .map(
        (effect, index) =>
          `${index + 1}. ${effect.call}, ${placeText(effect.at, context)} ${guardText(effect, context).replaceAll("`", "")}`,
      )
      .join("\n");
  const rows = effects.map(
    (effect, index) =>
      `| ${index + 1} | \`${effect.call}\` | ${placeText(effect.at, context)} | ${guardText(effect, context)} |`,
  );
  return [`| | ${l10n.t("effect")} | | ${l10n.t("what protects it")} |`, "| --: | :-- | :-- | :-- |", ...rows].join(
    "\n",
  );
}

function guardText(effect: EffectFact, context: ScheduleContext): string {
  const mark = HOLDS.has(effect.protectedBy) ? "✓" : "✗";
  const where = effect.where && !isSame(effect) ? `, ${placeText(effect.where, context)}` : "";
  if (effect.what === "") return `${mark} ${l10n.t("nothing: a second run {0}", effect.consequence)}`;
  return `${mark} ${effect.what}${where}`;
}

/** A key stands in the call itself. */
function isSame({ at, where }: EffectFact): boolean {
  return where !== undefined && where.path === at.path && where.line === at.line;
}

function placeText(place: EffectFact["at"], { kind, linkTo }: ScheduleContext): string {
  const where = `${place.path}:${place.line}`;
  return linkTo && kind === "markdown" ? `[${where}](${linkTo(place)})` : where;
}
