/** What runs a task again and what protects its effects, for people: a Markdown table, or the same in lines. */
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
  const what = name === "" ? "This function" : `\`${name}\``;
  const platforms = [...new Set(deliveries.map(delivery => delivery.platform))];
  const ways = platforms.map(platform =>
    wayOf(
      platform,
      deliveries.filter(one => one.platform === platform),
    ),
  );
  return `${what} may run more than once: ${ways.join("; ")}`;
}

function wayOf(platform: string, deliveries: DeliveryFact[]): string {
  const when = [...new Set(deliveries.map(one => one.when))].join(" and ");
  const counted = deliveries.find(one => one.attempts !== "unknown");
  const subject = platform.replace(/^[a-z]/u, first => first.toUpperCase());
  return `${subject} runs it again ${when}${counted ? timesOf(counted) : ""}`;
}

function timesOf({ attempts, byDefault }: DeliveryFact): string {
  if (attempts === "endless") return ", without end";
  return `, ${attempts} attempt${attempts === 1 ? "" : "s"} at most${byDefault ? " by default" : ""}`;
}

function sumOf(all: number, open: number): string {
  if (all === 0) return "No effect is known in it that a second run would make again.";
  if (open === 0) return all === 1 ? "Its effect is protected." : `All ${all} effects are protected.`;
  return open === all && all === 1
    ? "Its effect is made again by a second run."
    : `${open} of ${all} effects ${open === 1 ? "is" : "are"} made again by a second run.`;
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
  return ["| | effect | | what protects it |", "| --: | :-- | :-- | :-- |", ...rows].join("\n");
}

function guardText(effect: EffectFact, context: ScheduleContext): string {
  const mark = HOLDS.has(effect.protectedBy) ? "✓" : "✗";
  const where = effect.where && !isSame(effect) ? `, ${placeText(effect.where, context)}` : "";
  if (effect.what === "") return `${mark} nothing: a second run ${effect.consequence}`;
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
