/** What a limiter counts by, and whether the one who is limited can choose it. */
import * as l10n from "@vscode/l10n";
import { worded } from "../../libraries/phrase.ts";
import type { FilePlace, Place, Related } from "../../finding.ts";
import { DEFAULT_KEYS, FORWARDING_HEADERS, KEY_FUNCTIONS, PATH_KEYED } from "../../libraries/client-identity.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary } from "../../project/summary.ts";
import { isTestPath } from "../../project/test-code.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import type { ConceptKind, ConceptNode } from "../concept.ts";
import { deploymentOfUsers } from "../deployment/index.ts";
import { KeyFlows } from "./key-flows.ts";
import type {
  HeaderKeyRecord,
  HeaderPart,
  KeyWiring,
  LimitKeyRecord,
  PathKeyRecord,
  TrustRecord,
} from "./key-record.ts";
import { isForeignPath } from "./places.ts";
import { headerKeysIn, keyWiringIn } from "./recognise-key.ts";
import { defaultKeysIn, keyFunctionsIn, pathKeysIn, throttleKeysIn, trustsIn } from "./recognise-key-setting.ts";

export interface LimitKey extends ConceptNode {
  type: "LimitKey";
  /** Who chooses the key. "unknown": no limiter counts by it, or a trusted side writes it. */
  chosenBy: ChosenBy;
  story: Related[];
  repair?: KeyRepair;
}

export type ChosenBy =
  | { kind: "unknown" }
  | {
      kind: "header";
      header: string;
      part: HeaderPart | "all";
      limiter: string;
      /** proved: the client can, whatever serves. unproved: a proxy might overwrite it. safe-here: the platform does. */
      certainty: "proved" | "unproved" | "safe-here";
      platform: string;
    }
  | { kind: "every-proxy"; setting: string; limiter: string }
  | { kind: "no-proxies"; throttle: string }
  | { kind: "library"; name: string; takes: string }
  | { kind: "path"; limit: string; route: string; parameter: string };

/** Offsets for the fixes. */
export type KeyRepair =
  | { kind: "takeLast"; at: Place; python: boolean }
  | { kind: "replace"; at: Place; text: string; title: string }
  | { kind: "rename"; places: Place[]; name: string }
  | { kind: "keyword"; at: FilePlace; text: string };

export interface LimitKeyWiring extends ConceptNode {
  type: "LimitKeyWiring";
}

const UNKNOWN: Pick<LimitKey, "chosenBy" | "story"> = { chosenBy: { kind: "unknown" }, story: [] };
/** Platforms that append to the list and pass on what the client sent. Source: each platform's docs on X-Forwarded-For. */
const APPENDING = new Set(["cloud-run", "app-engine", "cloudflare", "fly", "render", "railway"]);

export const limitKey: ConceptKind<LimitKeyRecord, LimitKey> = {
  name: "LimitKey",
  triggers: () => ["orwarded", "ORWARDED", "eal-ip", "EAL_IP", "ser-", "USER_AGENT", "roxy", "imit", "THROTTLE"],
  recognise: (model: FileModel) => [
    ...headerKeysIn(model),
    ...trustsIn(model),
    ...throttleKeysIn(model),
    ...defaultKeysIn(model),
    ...keyFunctionsIn(model),
    ...pathKeysIn(model),
  ],
  complete: (record, file, project): LimitKey => {
    const silent = isTestPath(file.path) || isForeignPath(file.path);
    const { start, end } = record;
    return { type: "LimitKey", start, end, ...(silent ? UNKNOWN : judge(record, file, project)) };
  },
};

/** Facts that no rule listens to. */
export const limitKeyWiring: ConceptKind<KeyWiring, LimitKeyWiring> = {
  name: "LimitKeyWiring",
  // Any function may stand between a limiter's key and the header that it comes from.
  triggers: () => [],
  recognise: keyWiringIn,
  complete: record => ({ type: "LimitKeyWiring", start: record.start, end: record.end }),
};

type Judged = Pick<LimitKey, "chosenBy" | "story" | "repair">;

function judge(record: LimitKeyRecord, file: FileSummary, project: Project): Judged {
  switch (record.form) {
    case "header":
      return header(record, file, project);
    case "trust":
      return trust(record, file, project);
    case "throttle":
      return { chosenBy: { kind: "no-proxies", throttle: record.throttle }, story: [] };
    case "default": {
      const row = DEFAULT_KEYS.find(one => one.call === record.call)!;
      const limiters = [...project.files()].flatMap(wiringOf).filter(one => one.what === "dependency");
      if (limiters.length > 0 && limiters.every(one => one.keyed)) return UNKNOWN;
      const name = record.call.split(".").at(-2)!;
      return { chosenBy: { kind: "library", name, takes: worded(row.takes) }, story: [] };
    }
    case "function": {
      const row = KEY_FUNCTIONS.find(one => one.name === record.name)!;
      const repair =
        row.safe && record.places.length > 0
          ? { repair: { kind: "rename" as const, places: record.places, name: row.safe.name } }
          : {};
      const name = record.name.split(".").at(-1)!;
      return { chosenBy: { kind: "library", name, takes: worded(row.takes) }, story: [], ...repair };
    }
    case "path":
      return path(record, file, project);
  }
}

function header(record: HeaderKeyRecord, file: FileSummary, project: Project): Judged {
  const row = FORWARDING_HEADERS.find(one => one.name === record.header)!;
  const taken = row.shape === "list" ? partTaken(record, file, project) : record.part;
  if (record.guardedBy || taken === "last" || taken === "counted" || taken === "unknown") return UNKNOWN;
  const uses = flowsOf(project).usesOf(file, record.start);
  const use = uses[0];
  if (!use) return UNKNOWN;
  const { certainty, platform } = certaintyOf(
    row,
    use.library,
    file,
    uses.map(one => one.file),
    project,
  );
  const part = row.shape === "list" ? taken : "all";
  const story = uses.slice(0, 4).map(one => ({
    ...one.place,
    path: one.file.path,
    message:
      uses.length > 4 && one === uses[3]
        ? l10n.t("`{0}` counts by it, and {1} more do.", one.limiter, uses.length - 4)
        : l10n.t("`{0}` counts by it.", one.limiter),
  }));
  const python = file.language === "python";
  return {
    chosenBy: { kind: "header", header: record.header, part, limiter: use.limiter, certainty, platform },
    story,
    ...(record.first && certainty !== "safe-here"
      ? { repair: { kind: "takeLast" as const, at: record.first, python } }
      : {}),
  };
}

/** Through a function that gets the whole list. */
function partTaken(record: HeaderKeyRecord, file: FileSummary, project: Project): HeaderPart | "unknown" {
  if (record.part !== "whole" || !record.passed) return record.part;
  const { path, position } = record.passed;
  const found = project.functionOf(path, file);
  const name = path.steps.at(-1) ?? path.module ?? "";
  if (!found) return /ip|addr|forward|client|prox|trust/iu.test(name) ? "unknown" : "whole";
  const takes = wiringOf(found.file).find(
    one => one.what === "takes" && one.functionId === found.value.id && one.position === position,
  );
  return takes?.what === "takes" ? takes.part : "whole";
}

function certaintyOf(
  row: (typeof FORWARDING_HEADERS)[number],
  library: boolean,
  file: FileSummary,
  users: FileSummary[],
  project: Project,
): { certainty: "proved" | "unproved" | "safe-here"; platform: string } {
  if (row.shape === "free") return { certainty: library ? "proved" : "unproved", platform: "" };
  const deployment = deploymentOfUsers(users[0] ?? file, [], project);
  const platforms = [...deployment.platforms];
  const owner = platforms.find(one => row.setBy.includes(one));
  if (owner && platforms.length === 1 && !deployment.single) return { certainty: "safe-here", platform: owner };
  const appending = platforms.find(one => APPENDING.has(one));
  const proved = library && row.shape === "list" && appending !== undefined && platforms.length === 1;
  return { certainty: proved ? "proved" : "unproved", platform: appending ?? "" };
}

/** Only with a limiter of the same package that counts by the address. */
function trust(record: TrustRecord, file: FileSummary, project: Project): Judged {
  const home = packageOf(file, project);
  for (const other of project.files()) {
    if (isTestPath(other.path) || packageOf(other, project) !== home) continue;
    const limiter = wiringOf(other).find(one => one.what === "by-address");
    if (limiter?.what !== "by-address") continue;
    const story = [{ ...limiter.place, path: other.path, message: l10n.t("This limiter counts by the address.") }];
    const title = l10n.t("Trust one proxy");
    return {
      chosenBy: { kind: "every-proxy", setting: record.text, limiter: limiter.name },
      story,
      ...(record.value ? { repair: { kind: "replace" as const, at: record.value, text: "1", title } } : {}),
    };
  }
  return UNKNOWN;
}

function path(record: PathKeyRecord, file: FileSummary, project: Project): Judged {
  const name = project.libraryNameOf(record.limiter, file);
  const row = PATH_KEYED.find(one => one.make === name && one.decorators.includes(record.member));
  if (!row) return UNKNOWN;
  const makers = [...project.files()].flatMap(other =>
    wiringOf(other).flatMap(one => (one.what === "path-keyed" ? [{ file: other, one }] : [])),
  );
  if (makers.some(({ one }) => one.told)) return UNKNOWN;
  const maker = makers.length === 1 ? makers[0] : undefined;
  const story = maker
    ? [
        {
          ...maker.one.place,
          path: maker.file.path,
          message: l10n.t("`{0}` is not given, so paths are counted apart.", row.option),
        },
      ]
    : [];
  const at = maker?.one.insertAt;
  const { limit, route, parameter } = record;
  return {
    chosenBy: { kind: "path", limit, route, parameter },
    story,
    ...(maker && at !== undefined
      ? {
          repair: {
            kind: "keyword" as const,
            at: { ...maker.one.place, start: at, end: at, path: maker.file.path },
            text: `, ${row.option}="${row.value}"`,
          },
        }
      : {}),
  };
}

function packageOf(file: FileSummary, project: Project): string {
  const manifest = project.manifestsFor(file).find(one => Object.keys(one.manifest!.dependencies).length > 0);
  return manifest?.path ?? "";
}

function wiringOf(file: FileSummary): KeyWiring[] {
  return (file.concepts["LimitKeyWiring"] ?? []) as KeyWiring[];
}

function flowsOf(project: Project): KeyFlows {
  return project.memo("limit-key/flows", () => new KeyFlows(project));
}
