/** Which bodies are run more than once, by what, and the places that say so. */
import type { FilePlace } from "../../finding.ts";
import { CELERY_TASK, DELIVERIES, type DeliveryRow, SIGNED_WEBHOOK, MESSAGE_TYPES, RETRY_PREDICATES, WORKER_CLASSES } from "../../libraries/delivery.ts";
import type { CallOrReference } from "../../project/summary.ts";
import { type Bodies, type Body, placeIn } from "./bodies.ts";
import { beaten, celery } from "./celery.ts";
import { failuresOf, predicateFailures } from "./failures.ts";
import type { Delivery, RegionRecord, StepRecord } from "./task.ts";
import { wordsOf } from "./claims.ts";

const MAX_WRAPPING = 4;
const VERIFYING = new Set(["verify", "check", "require", "assert", "ensure", "validate", "with", "authenticate", "guard"]);

/** Every body that something runs again, with the ways it does. */
export function deliveries(bodies: Bodies): Map<Body, Delivery[]> {
  const found = new Map<Body, Delivery[]>();
  const add = (body: Body | undefined, delivery: Delivery | undefined) => {
    if (body && delivery && body.record.functionId !== "") found.set(body, [...(found.get(body) ?? []), delivery]);
  };
  const wrappers = wrappersOf(bodies);
  for (const body of bodies.all()) {
    for (const decorator of body.fn?.decorators ?? []) {
      add(body, decorated(decorator, body, bodies));
      add(body, beaten(decorator, body, bodies));
    }
    for (const region of body.record.regions) add(body, repeated(region, body, bodies));
    add(body, acknowledged(body));
    add(body, typed(body));
    add(body, ofWorkerClass(body, bodies));
    add(body, scheduledRoute(body));
    for (const step of body.record.steps) {
      if (step.request?.method === "POST") add(body, byClient(step, body, bodies));
      if (step.passes.length === 0) continue;
      const delivery = wrapped(step, body, bodies) ?? forwarded(step, body, bodies, wrappers);
      if (delivery) for (const target of bodies.given(step, body, delivery.inPlace)) add(target, delivery);
    }
  }
  for (const [body, delivery] of verified(bodies)) add(body, delivery);
  return found;
}

/** A request of a client that was made to repeat what fails, in this file or where the client comes from. */
function byClient(step: StepRecord, body: Body, bodies: Bodies): Delivery | undefined {
  const library = bodies.project.libraryNameOf(step.path, body.file);
  if (library === undefined || !step.path || !/^(requests\.(sessions\.)?Session\(\)|axios\.)/u.test(library)) return undefined;
  const home = bodies.project.resolve({ ...step.path, steps: step.path.steps.slice(0, -1) }, body.file);
  for (const file of "file" in home ? [home.file, body.file] : [body.file]) {
    const setting = bodies.of(file, "")?.record.settings.find(one => one.name === "retrying-client" && library.startsWith(String(one.value)));
    if (setting)
      return {
        platform: "the client", onCrash: false, onFailure: true, redelivers: false, scheduled: false, inPlace: true, failures: "lost", proved: true,
        region: step.place,
        reasons: [{ at: placeIn(file, setting.place), message: "The client repeats requests that fail on the network, POST among them." }],
      };
  }
  return undefined;
}

/** Functions of the project that give a function parameter on to a retry or a queue: `withRetry = fn => pRetry(fn, …)`. */
function wrappersOf(bodies: Bodies): Map<Body, Delivery> {
  const wrappers = new Map<Body, Delivery>();
  for (let round = 0; round < MAX_WRAPPING; round++) {
    let grown = false;
    for (const body of bodies.all())
      for (const step of body.record.steps) {
        const owners = [...(step.forwards ?? []), ...calledParameters(step, body, bodies)];
        if (owners.length === 0) continue;
        const delivery = wrapped(step, body, bodies) ?? forwarded(step, body, bodies, wrappers);
        for (const id of delivery ? owners : []) {
          const owner = bodies.of(body.file, id);
          if (!owner || wrappers.has(owner)) continue;
          wrappers.set(owner, delivery!);
          grown = true;
        }
      }
    if (!grown) break;
  }
  return wrappers;
}

/** Ids of the functions whose parameter is called by a literal given to the step. */
function calledParameters(step: StepRecord, body: Body, bodies: Bodies): string[] {
  return step.passes.flatMap(pass => {
    const literal = pass.id !== undefined && pass.property === undefined ? bodies.of(body.file, pass.id) : undefined;
    return (literal?.record.steps ?? []).flatMap(({ path }) =>
      path?.root === "parameter" && path.steps.length === 1 && path.owner !== undefined && path.owner !== pass.id ? [path.owner] : []);
  });
}

function forwarded(step: StepRecord, body: Body, bodies: Bodies, wrappers: ReadonlyMap<Body, Delivery>): Delivery | undefined {
  const wrapper = bodies.at(step.path, body.file);
  const delivery = wrapper && wrappers.get(wrapper);
  if (!delivery) return undefined;
  if (!step.predicate) return delivery;
  return { ...delivery, failures: predicateFailures(step.predicate, body, bodies) };
}

/** Handlers of signed deliveries: they check the signature themselves or call a function that does. */
function verified(bodies: Bodies): [Body, Delivery][] {
  const found: [Body, Delivery][] = [];
  const verifiers = new Map<Body, DeliveryRow>();
  for (const body of bodies.all())
    for (const step of body.record.steps) {
      const row = verifyingRow(step, body, bodies);
      if (row) verifiers.set(enclosing(body, bodies), row);
    }
  for (const [body, row] of verifiers) if (!isVerifierOnly(body)) found.push([body, platform(row, body, body.record.place)]);
  const names = new Set([...verifiers.keys()].map(body => nameOf(body)));
  for (const body of bodies.all())
    for (const step of body.record.steps) {
      if (!names.has(step.text.slice(step.text.lastIndexOf(".") + 1))) continue;
      const called = bodies.at(step.path, body.file);
      const row = called && isVerifierOnly(called) ? verifiers.get(called) : undefined;
      if (!row) continue;
      const given = bodies.given(step, body);
      for (const target of given.length > 0 ? given : [body]) found.push([target, platform(row, body, step.place)]);
    }
  return found;
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
    .filter(argument => (argument.name !== undefined ? RETRY_PREDICATES.has(argument.name) : row.platform === "backoff" && argument.position === 1))
    .map(argument => argument.value.key).join(" ");
  const judges = decorator.arguments.flatMap(argument => (argument.value.path && argument.name !== "stop" && argument.name !== "wait" ? [argument.value.path] : []));
  return { ...delivery, failures: failuresOf(text, judges, body.file, bodies) };
}

/** A body's own `self.retry()` or retry loop; a retry wrapper's loop speaks of the function that it is given. */
function repeated(region: RegionRecord, body: Body, bodies: Bodies): Delivery | undefined {
  const requeue = region.kind === "requeue";
  if (!requeue && body.record.retries !== undefined) return undefined;
  return {
    platform: requeue ? "Celery" : "the loop",
    onCrash: false,
    onFailure: true,
    redelivers: false,
    scheduled: false,
    inPlace: !requeue,
    failures: failuresOf(region.predicate, region.judges, body.file, bodies),
    region: region.span,
    proved: true,
    reasons: [{ at: placeIn(body.file, region.place), message: requeue ? "`retry()` runs the whole task again." : "The loop makes the call again after a failure." }],
  };
}

/** The message is acknowledged by the body itself, after its work. */
function acknowledged(body: Body): Delivery | undefined {
  const place = body.record.acknowledges;
  return place && {
    region: { start: body.record.start, end: place.start },
    platform: "the queue", onCrash: true, onFailure: true, redelivers: true, scheduled: false, inPlace: false, failures: "all", proved: true,
    reasons: [{ at: placeIn(body.file, place), message: "The message comes again until it is acknowledged here." }],
  };
}

/** A method that a framework calls for each job of a queue. */
function ofWorkerClass(body: Body, bodies: Bodies): Delivery | undefined {
  const name = body.fn?.className;
  const row = name === undefined ? undefined : WORKER_CLASSES.find(one => body.record.functionId === `${name}.${one.method}`);
  const owner = row && body.file.classes.find(one => one.name === name);
  const decorator = owner?.decorators.find(one => row!.decorator.test(bodies.project.libraryNameOf(one.path, body.file) ?? ""));
  return decorator && {
    platform: row!.platform, onCrash: true, onFailure: false, redelivers: false, scheduled: false, inPlace: false, failures: "all", proved: true,
    reasons: [{ at: placeIn(body.file, decorator.place), message: `${row!.platform} delivers at least once.` }],
  };
}

/** `handler(event: SQSEvent)`, `queue(batch: MessageBatch)`. */
function typed(body: Body): Delivery | undefined {
  for (const text of body.record.parameterTypes) {
    const name = Object.keys(MESSAGE_TYPES).find(one => new RegExp(`\\b${one}\\b`, "u").test(text));
    if (name === undefined) continue;
    const { platform: source } = MESSAGE_TYPES[name]!;
    return {
      platform: source, onCrash: true, onFailure: true, redelivers: true, scheduled: false, inPlace: false, failures: "all", proved: true,
      reasons: [{ at: placeIn(body.file, body.record.place), message: `${source} delivers at least once.` }],
    };
  }
  return undefined;
}

/** A route that a platform's scheduler calls, told by its folder: `app/api/cron/reminders/route.ts`. */
function scheduledRoute(body: Body): Delivery | undefined {
  if (!/(^|\/)api\/(.*\/)?cron(s|-jobs)?\//u.test(body.file.path) || !/^(GET|POST|handler|default)$/u.test(body.record.functionId)) return undefined;
  return {
    platform: "the schedule", onCrash: true, onFailure: false, redelivers: false, scheduled: true, inPlace: false, failures: "all", proved: false,
    reasons: [{ at: placeIn(body.file, body.record.place), message: "The next scheduled run takes up whatever is not recorded as done." }],
  };
}

/** A function given to a queue's worker, a verified route or a retry wrapper. */
function wrapped(step: StepRecord, body: Body, bodies: Bodies): Delivery | undefined {
  const library = bodies.project.libraryNameOf(step.path, body.file);
  const row = library === undefined ? undefined : DELIVERIES.find(one => one.by === "wraps" && one.library.test(library));
  if (row) {
    const delivery = platform(row, body, step.place);
    if (!applies(row, delivery, name => step.options?.[name])) return undefined;
    return step.predicate ? { ...delivery, failures: predicateFailures(step.predicate, body, bodies) } : delivery;
  }
  const wrapper = bodies.at(step.path, body.file);
  if (wrapper?.record.retries === undefined) return undefined;
  const region = wrapper.record.regions.find(one => one.kind === "loop")!;
  const own = step.predicate && predicateFailures(step.predicate, body, bodies);
  return {
    platform: wrapper.record.name, onCrash: false, onFailure: true, redelivers: false, scheduled: false, inPlace: true, proved: true,
    failures: own ?? failuresOf(region.predicate, region.judges, wrapper.file, bodies),
    reasons: [{ at: placeIn(wrapper.file, region.place), message: `\`${wrapper.record.name}\` calls the function again after a failure.` }],
  };
}

function platform(row: DeliveryRow, body: Body, place: FilePlace | StepRecord["place"]): Delivery {
  return {
    platform: row.platform,
    onCrash: row.onCrash,
    onFailure: row.onFailure !== false,
    redelivers: row.redelivers === true,
    scheduled: row.scheduled === true,
    inPlace: row.inPlace === true,
    failures: "all",
    proved: row !== SIGNED_WEBHOOK && row.scheduled !== true,
    reasons: [{ at: placeIn(body.file, place), message: reasonOf(row) }],
  };
}

function reasonOf(row: DeliveryRow): string {
  if (row.inPlace) return `${row.platform} makes the call again after a failure.`;
  return row.scheduled ? "The next scheduled run takes up whatever is not recorded as done." : `${row.platform} delivers at least once.`;
}

/** Whether the options in use leave any repetition. */
function applies(row: DeliveryRow, delivery: Delivery, option: (name: string) => unknown): boolean {
  const asked = row.options?.some(name => isOn(option(name))) ?? false;
  const off = row.offWhenZero?.some(name => option(name) === 0 || option(name) === false) ?? false;
  delivery.onFailure = row.onFailure === "option" ? asked : row.onFailure && !off;
  return delivery.onCrash || delivery.onFailure;
}

const isOn = (value: unknown): boolean => value !== undefined && value !== 0 && value !== false && value !== null;

function constantOf(value: { constant?: unknown } | undefined): unknown {
  return value === undefined ? undefined : "constant" in value ? value.constant : true;
}

function verifyingRow(step: StepRecord, body: Body, bodies: Bodies): DeliveryRow | undefined {
  if (!/verify|constructEvent|construct_event|timingSafeEqual|compare_digest|authenticate\.webhook/u.test(step.text)) return undefined;
  const library = bodies.project.libraryNameOf(step.path, body.file);
  const known = library === undefined ? undefined : DELIVERIES.find(one => one.by === "verifies" && one.library.test(library));
  if (/(^|\.)authenticate\.webhook$/u.test(step.text)) return SIGNED_WEBHOOK;
  if (!known && /(timingSafeEqual|compare_digest)$/u.test(step.text) && /webhook/iu.test(body.file.path)) return SIGNED_WEBHOOK;
  return known ?? (/\bwebhooks\.constructEvent(Async)?$/u.test(step.text) ? DELIVERIES.find(one => one.platform === "Stripe webhook") : undefined);
}

/** The named function around a lambda: `withQStash = handler => async req => { verify(); … }`. */
function enclosing(body: Body, bodies: Bodies): Body {
  const outer = body.record.functionId.includes(".@") ? bodies.of(body.file, body.record.functionId.slice(0, body.record.functionId.indexOf(".@"))) : undefined;
  return outer ?? body;
}

function nameOf(body: Body): string {
  return body.record.functionId.replace(/@\d+$/u, "").split(".").at(-1) ?? "";
}

/** A function whose work is the check itself: its callers are the handlers. */
function isVerifierOnly(body: Body): boolean {
  return wordsOf(nameOf(body)).some(word => VERIFYING.has(word));
}
