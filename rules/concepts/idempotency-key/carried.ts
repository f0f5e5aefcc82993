/** Clients that keep what one call was given for all later ones: each call, and whether it brings a key of its own. */
import type { Place } from "../../finding.ts";
import type { Call, Expression, Span } from "../../ir/nodes.ts";
import { KEEPING_CLIENTS } from "../../libraries/idempotency-keys.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary } from "../../project/summary.ts";
import type { AccessPath } from "../../semantics/access-path.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import type { ConceptKind } from "../concept.ts";
import { placeIn } from "../task/bodies.ts";
import { calleeText } from "../task/body/call-facts.ts";
import type { CarriedKey } from "./idempotency-key.ts";

interface CarrierRecord extends Span {
  text: string;
  place: Place;
  path: AccessPath;
  /** The configuration that the client was made with, a top-level name. */
  configuration: AccessPath;
  /** The call brings options of its own, whatever they are. */
  given: boolean;
  keyed: boolean;
}

const GIVEN = [...new Set(KEEPING_CLIENTS.map(one => one.given))];

export const carriedKey: ConceptKind<CarrierRecord, CarriedKey> = {
  name: "CarriedKey",
  triggers: () => KEEPING_CLIENTS.map(one => one.module),
  recognise: recogniseCarriers,
  complete: completeCarrier,
};

function recogniseCarriers(model: FileModel): CarrierRecord[] {
  if (model.python || !KEEPING_CLIENTS.some(one => model.text.includes(one.module))) return [];
  return model.calls.flatMap(call => {
    const configuration = configurationOf(call, model);
    const path = configuration && model.pathOf(call.callee);
    if (!configuration || path?.root !== "import" || !KEEPING_CLIENTS.some(one => one.module === path.module))
      return [];
    const options = GIVEN.map(name => model.property(call.args[0]?.value, name)).find(Boolean);
    return [
      {
        start: call.start,
        end: call.end,
        text: calleeText(call.callee),
        place: model.place(call),
        path,
        configuration,
        given: options !== undefined,
        keyed: options !== undefined && /idempotency/iu.test(model.source(model.valueOf(options))),
      },
    ];
  });
}

/** `config` of `new Payment(config).create(…)`, also when the client has a name. */
function configurationOf(call: Call, model: FileModel): AccessPath | undefined {
  if (call.callee.kind !== "member") return undefined;
  const client: Expression = model.valueOf(call.callee.object);
  if (client.kind !== "call" || client.isNew !== true) return undefined;
  const first = client.args[0]?.value;
  return first?.kind === "name" ? model.symbolOf(first) : undefined;
}

function completeCarrier(record: CarrierRecord, file: FileSummary, project: Project): CarriedKey {
  const node: CarriedKey = { type: "CarriedKey", start: record.start, end: record.end, call: record.text, api: "" };
  const library = project.libraryNameOf(record.path, file);
  const row = library === undefined ? undefined : KEEPING_CLIENTS.find(one => one.call.test(library));
  if (!row || record.given || row.reads.test(library!)) return node;
  const home = project.definitionOf(record.configuration, file);
  if (!home) return node;
  for (const { file: from, reference } of [...project.referencesTo(home.file, home.name)])
    for (const other of (from.concepts["CarriedKey"] ?? []) as CarrierRecord[]) {
      const same = project.definitionOf(other.configuration, from);
      if (!other.keyed || same?.file !== home.file || same.name !== home.name || !reference) continue;
      return { ...node, api: row.api, from: { ...placeIn(from, other.place), text: other.text } };
    }
  return node;
}
