/** Follows a waited value back over functions, fields and files to where a server gives it. */
import * as l10n from "@vscode/l10n";
import type { Place, Related } from "../../finding.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary, FunctionRecord } from "../../project/summary.ts";
import type { Flow, FlowRecord, Given, Origin } from "./flow.ts";
import type { ServerDelay, ServerValue } from "./server-delay.ts";

const MAX_DEPTH = 8;
const MAX_WAYS = 24;

/** One way from a server to here. */
interface Way {
  name: string;
  upper: boolean;
  lower: boolean;
  number: boolean;
  date: boolean;
  checked: boolean;
  proved: boolean;
  story: Related[];
}

export function completeDelay(record: FlowRecord, file: FileSummary, project: Project): ServerDelay {
  const ways = record.flows.flatMap(flow => waysOf(flow, file, project, 0));
  const wait = record.wait!;
  const server = worst(ways);
  return {
    type: "ServerDelay",
    start: record.start,
    end: record.end,
    ...(server ? { server } : {}),
    waits: wait.stored ? `\`${wait.by}\`` : `\`${short(wait.by)}(${wait.text})\``,
    value: { ...wait.value, path: file.path },
    unit: wait.unit,
    stored: wait.stored,
    cappable: wait.cappable,
  };
}

/** The way with the fewest bounds speaks for the wait. */
function worst(ways: Way[]): ServerValue | undefined {
  const way = ways.toSorted((a, b) => weight(a) - weight(b))[0];
  if (!way) return undefined;
  const dated = ways.some(other => other.date && other.name === way.name);
  const date = dated ? "read" : way.number && !way.checked ? "lost" : "noticed";
  return { name: way.name, upper: way.upper, lower: way.lower, date, proved: way.proved, story: way.story };
}

const weight = (way: Way) => (way.upper ? 4 : 0) + (way.proved ? 0 : 2) + (way.lower ? 1 : 0);

function waysOf(flow: Flow, file: FileSummary, project: Project, depth: number): Way[] {
  if (depth > MAX_DEPTH) return [];
  return cameFrom(flow.origin, file, project, depth + 1)
    .slice(0, MAX_WAYS)
    .map(way => ({
      ...way,
      upper: way.upper || flow.upper === true,
      lower: way.lower || flow.lower === true,
      number: way.number || flow.number === true,
      date: way.date || flow.date === true,
      checked: way.checked || flow.checked === true,
    }));
}

function cameFrom(origin: Origin, file: FileSummary, project: Project, depth: number): Way[] {
  switch (origin.kind) {
    case "header":
      return [source(origin.text, l10n.t("The server says how long: `{0}`.", origin.text), origin.place, file, true)];
    case "field":
      return fromField(origin, file, project, depth);
    case "parameter":
      return fromCallers(origin, file, project, depth);
    case "call":
      return fromResult(origin, file, project, depth);
  }
}

function source(text: string, message: string, place: Place, file: FileSummary, proved: boolean): Way {
  return {
    name: `\`${text}\``,
    upper: false,
    lower: false,
    number: false,
    date: false,
    checked: false,
    proved,
    story: [{ ...place, path: file.path, message }],
  };
}

/** Who sets a field of this name decides; a field that nobody of the project sets comes from a library or an answer. */
function fromField(origin: Origin & { kind: "field" }, file: FileSummary, project: Project, depth: number): Way[] {
  const enters = () => [
    source(
      origin.text,
      l10n.t("The server says how long: `{0}`.", origin.text),
      origin.place,
      file,
      origin.outside === true,
    ),
  ];
  if (origin.outside) return enters();
  const writers = flowsIn(project).fields.get(origin.name) ?? [];
  if (writers.length === 0) return enters();
  return writers.flatMap(writer =>
    writer.record.flows.flatMap(flow =>
      waysOf(flow, writer.file, project, depth).map(way =>
        passed(way, writer.record.place, writer.file, l10n.t("`{0}` carries it on.", origin.name)),
      ),
    ),
  );
}

function fromCallers(
  origin: Origin & { kind: "parameter" },
  file: FileSummary,
  project: Project,
  depth: number,
): Way[] {
  const owner = file.functions.find(fn => fn.id === origin.owner);
  if (!owner) return [];
  return (flowsIn(project).calls.get(owner) ?? []).flatMap(({ record, file: from }) =>
    matching(record.given ?? [], origin, owner).flatMap(given =>
      given.flows.flatMap(flow =>
        waysOf(flow, from, project, depth).map(way =>
          passed(way, record.place, from, l10n.t("It is given to `{0}`.", owner.name ?? owner.id)),
        ),
      ),
    ),
  );
}

function fromResult(origin: Origin & { kind: "call" }, file: FileSummary, project: Project, depth: number): Way[] {
  const target = project.functionOf(origin.path, file);
  const record = target && flowsIn(project).results.get(target.value);
  if (!record) return [];
  return record.flows.flatMap(flow => {
    const inner = flow.origin;
    const own = inner.kind === "parameter" && inner.owner === target.value.id;
    const ways = own
      ? matching(origin.given, inner, target.value).flatMap(given =>
          given.flows.flatMap(one => waysOf(one, file, project, depth)),
        )
      : cameFrom(inner, target.file, project, depth);
    const name = target.value.name ?? target.value.id;
    return ways.map(way => ({
      ...passed(way, origin.place, file, l10n.t("`{0}` hands it over.", name)),
      upper: way.upper || flow.upper === true,
      lower: way.lower || flow.lower === true,
      number: way.number || flow.number === true,
      date: way.date || flow.date === true,
      checked: way.checked || flow.checked === true,
    }));
  });
}

function passed(way: Way, place: Place, file: FileSummary, message: string): Way {
  return { ...way, story: [...way.story, { ...place, path: file.path, message }] };
}

/** The arguments that a parameter takes. */
function matching(given: readonly Given[], origin: Origin & { kind: "parameter" }, owner: FunctionRecord): Given[] {
  const first = owner.parameters[0]?.name;
  const bound = owner.className !== undefined && (first === "self" || first === "cls") ? 1 : 0;
  return given.filter(
    one =>
      one.property === origin.property &&
      (one.keyword === undefined ? one.position === origin.position - bound : one.keyword === origin.name),
  );
}

interface Placed {
  record: FlowRecord;
  file: FileSummary;
}

interface Flows {
  fields: Map<string, Placed[]>;
  results: Map<FunctionRecord, FlowRecord>;
  calls: Map<FunctionRecord, Placed[]>;
}

function flowsIn(project: Project): Flows {
  return project.memo("server delay flows", () => {
    const flows: Flows = { fields: new Map(), results: new Map(), calls: new Map() };
    for (const file of project.filesWith("DelayFlow"))
      for (const record of file.concepts["DelayFlow"] as FlowRecord[]) {
        if (record.kind === "field") push(flows.fields, record.name!, { record, file });
        else if (record.kind === "return") {
          const fn = file.functions.find(one => one.id === record.functionId);
          if (fn) flows.results.set(fn, record);
        } else {
          const target = calledBy(record, file, project);
          if (target) push(flows.calls, target, { record, file });
        }
      }
    return flows;
  });
}

/** The function that a call runs; of a class its constructor. */
function calledBy(record: FlowRecord, file: FileSummary, project: Project): FunctionRecord | undefined {
  const fn = project.functionOf(record.path, file);
  if (fn) return fn.value;
  let type = project.classOf(record.path, file);
  for (let depth = 0; type && depth < 5; depth++) {
    const { name, bases } = type.value;
    const own = type.file.functions.find(one => one.id === `${name}.constructor` || one.id === `${name}.__init__`);
    if (own) return own;
    type = bases[0] && project.classOf(bases[0], type.file);
  }
  return undefined;
}

function push<Key>(map: Map<Key, Placed[]>, key: Key, value: Placed): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function short(by: string): string {
  return by.length > 30 ? by.slice(by.lastIndexOf(".") + 1) : by;
}
