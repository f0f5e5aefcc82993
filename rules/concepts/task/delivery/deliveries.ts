/** Which bodies are run more than once, by what, and the places that say so. */
import * as l10n from "@vscode/l10n";
import {
  CELERY_TASK,
  DELIVERIES,
  MESSAGE_TYPES,
  RETRY_PREDICATES,
  WORKER_CLASSES,
} from "../../../libraries/delivery.ts";
import type { CallOrReference } from "../../../project/summary.ts";
import { type Bodies, type Body, placeIn } from "../bodies.ts";
import { ListsByFile } from "./by-file.ts";
import { beaten, celery, upTo } from "./celery.ts";
import { failuresOf } from "./failures.ts";
import { applies, byClock, constantOf, platform } from "./platform.ts";
import type { Delivery, RegionRecord, StepRecord } from "../task.ts";
import { verified } from "./verified.ts";
import { forwarded, wrapped, wrappersOf } from "./wrappers.ts";

/** Every body that something runs again, with the ways it does. */
export function deliveriesOf(bodies: Bodies): ReadonlyMap<Body, readonly Delivery[]> {
  return bodies.project.memo("task-deliveries", () => {
    const made = bodies.project.gather("task-deliveries-made", "Task", file =>
      [...bodies.in(file)].flatMap(body => madeBy(body, bodies)),
    );
    const found = new Map<Body, Delivery[]>();
    for (const [body, delivery] of [...made, ...verified(bodies)]) {
      if (body.record.functionId === "") continue;
      const ways = found.get(body);
      if (ways) ways.push(delivery);
      else found.set(body, [delivery]);
    }
    return found;
  });
}

/** The ways in which one body is run again. */
export function deliveriesTo(body: Body, bodies: Bodies): readonly Delivery[] {
  const { project } = bodies;
  const known = project.memo(
    "task-deliveries-to",
    () => new ListsByFile(project, "task-deliveries", () => deliveriesOf(bodies)),
  );
  return known.of(body);
}

/** What a body says of itself, and of the functions that it gives to something that runs them again. */
function madeBy(body: Body, bodies: Bodies): [Body, Delivery][] {
  const own = [
    ...(body.fn?.decorators ?? []).flatMap(decorator => [
      decorated(decorator, body, bodies),
      beaten(decorator, body, bodies),
    ]),
    ...body.record.regions.map(region => repeated(region, body, bodies)),
    acknowledged(body),
    typed(body),
    ofWorkerClass(body, bodies),
    scheduledRoute(body),
  ];
  const found: [Body, Delivery][] = own.flatMap(delivery => (delivery ? [[body, delivery]] : []));
  for (const step of body.record.steps) {
    const client = step.request?.method === "POST" ? byClient(step, body, bodies) : undefined;
    if (client) found.push([body, client]);
    if (step.passes.length === 0) continue;
    const delivery = wrapped(step, body, bodies) ?? forwarded(step, body, bodies, wrappersOf(bodies));
    if (delivery) for (const target of bodies.given(step, body, delivery.inPlace)) found.push([target, delivery]);
  }
  return found;
}

/** A request of a client that was made to repeat what fails, in this file or where the client comes from. */
function byClient(step: StepRecord, body: Body, bodies: Bodies): Delivery | undefined {
  const library = bodies.project.libraryNameOf(step.path, body.file);
  if (library === undefined || !step.path || !/^(requests\.(sessions\.)?Session\(\)|axios\.)/u.test(library))
    return undefined;
  const home = bodies.project.resolve({ ...step.path, steps: step.path.steps.slice(0, -1) }, body.file);
  for (const file of "file" in home ? [home.file, body.file] : [body.file]) {
    const setting = bodies
      .of(file, "")
      ?.record.settings.find(one => one.name === "retrying-client" && library.startsWith(String(one.value)));
    if (setting)
      return {
        platform: l10n.t("the client"),
        onCrash: false,
        onFailure: true,
        redelivers: false,
        scheduled: false,
        inPlace: true,
        failures: "lost",
        proved: true,
        resends: true,
        region: step.place,
        reasons: [
          {
            at: placeIn(file, setting.place),
            message: l10n.t("The client repeats requests that fail on the network, POST among them."),
          },
        ],
      };
  }
  return undefined;
}

/** Celery's tasks, and libraries whose decorator says it all. */
function decorated(decorator: CallOrReference, body: Body, bodies: Bodies): Delivery | undefined {
  const library = bodies.project.libraryNameOf(decorator.path, body.file);
  if (library === undefined) return undefined;
  if (CELERY_TASK.test(library)) return celery(decorator, body, bodies);
  const row = DELIVERIES.find(one => one.by === "decorates" && one.library.test(library));
  if (!row) return undefined;
  const option = (name: string) => decorator.arguments.find(argument => argument.name === name)?.value;
  const delivery = platform(row, body, decorator.place);
  if (!applies(row, delivery, name => constantOf(option(name)))) return undefined;
  const text = decorator.arguments
    .filter(argument =>
      argument.name !== undefined
        ? RETRY_PREDICATES.has(argument.name)
        : row.platform === "backoff" && argument.position === 1,
    )
    .map(argument => argument.value.key)
    .join(" ");
  const judges = decorator.arguments.flatMap(argument =>
    argument.value.path && argument.name !== "stop" && argument.name !== "wait" ? [argument.value.path] : [],
  );
  return {
    ...delivery,
    ...(delivery.inPlace ? { whole: true } : {}),
    failures: failuresOf(text, judges, body.file, bodies),
  };
}

/** A body's own `self.retry()` or retry loop; a retry wrapper's loop speaks of the function that it is given. */
function repeated(region: RegionRecord, body: Body, bodies: Bodies): Delivery | undefined {
  const requeue = region.kind === "requeue";
  if (!requeue && body.record.retries !== undefined) return undefined;
  return {
    platform: requeue ? "Celery" : region.kind === "loop" ? l10n.t("the loop") : l10n.t("the retry"),
    onCrash: false,
    onFailure: true,
    redelivers: false,
    scheduled: false,
    inPlace: !requeue,
    ...(region.kind === "recursion" ? { whole: true } : {}),
    failures: failuresOf(region.predicate, region.judges, body.file, bodies),
    region: region.span,
    proved: true,
    reasons: [
      {
        at: placeIn(body.file, region.place),
        message: requeue
          ? l10n.t("`retry()` runs the whole task again, {0}.", upTo(body.fn?.decorators[0]))
          : region.kind === "loop"
            ? l10n.t("The loop makes the call again after a failure.")
            : l10n.t("The handler calls the function again."),
      },
    ],
  };
}

/** The message is acknowledged by the body itself, after its work. */
function acknowledged(body: Body): Delivery | undefined {
  const place = body.record.acknowledges;
  return (
    place && {
      region: { start: body.record.start, end: place.start },
      platform: l10n.t("the queue"),
      onCrash: true,
      onFailure: true,
      redelivers: true,
      scheduled: false,
      inPlace: false,
      failures: "all",
      proved: true,
      reasons: [
        { at: placeIn(body.file, place), message: l10n.t("The message comes again until it is acknowledged here.") },
      ],
    }
  );
}

/** A method that a framework calls for each job of a queue. */
function ofWorkerClass(body: Body, bodies: Bodies): Delivery | undefined {
  const name = body.fn?.className;
  const row =
    name === undefined ? undefined : WORKER_CLASSES.find(one => body.record.functionId === `${name}.${one.method}`);
  const owner = row && body.file.classes.find(one => one.name === name);
  const decorator = owner?.decorators.find(one =>
    row!.decorator.test(bodies.project.libraryNameOf(one.path, body.file) ?? ""),
  );
  return (
    decorator && {
      platform: row!.platform,
      onCrash: true,
      onFailure: false,
      redelivers: false,
      scheduled: false,
      inPlace: false,
      failures: "all",
      proved: true,
      reasons: [
        { at: placeIn(body.file, decorator.place), message: l10n.t("{0} delivers at least once.", row!.platform) },
      ],
    }
  );
}

const MESSAGES = Object.entries(MESSAGE_TYPES).map(([name, row]) => ({
  name: new RegExp(`\\b${name}\\b`, "u"),
  platform: row.platform,
}));

/** `handler(event: SQSEvent)`, `queue(batch: MessageBatch)`. */
function typed(body: Body): Delivery | undefined {
  for (const text of body.record.parameterTypes) {
    const source = MESSAGES.find(({ name }) => name.test(text))?.platform;
    if (source === undefined) continue;
    return {
      platform: source,
      onCrash: true,
      onFailure: true,
      redelivers: true,
      scheduled: false,
      inPlace: false,
      failures: "all",
      proved: true,
      reasons: [{ at: placeIn(body.file, body.record.place), message: l10n.t("{0} delivers at least once.", source) }],
    };
  }
  return undefined;
}

/** A route that a platform's scheduler calls, told by its folder: `app/api/cron/reminders/route.ts`. */
function scheduledRoute(body: Body): Delivery | undefined {
  if (
    !/(^|\/)api\/(.*\/)?cron(s|-jobs)?\//u.test(body.file.path) ||
    !/^(GET|POST|handler|default)$/u.test(body.record.functionId)
  )
    return undefined;
  return byClock(placeIn(body.file, body.record.place));
}
