/** A remote system is asked whether something exists, and told to create it when it does not. */
import * as l10n from "@vscode/l10n";
import { worded } from "../../libraries/phrase.ts";
import { BY_HAND, FINDER, REMOTE_CREATES } from "../../libraries/lookups.ts";
import { OPERATOR_FILE } from "../../libraries/request-shapes.ts";
import type { Project } from "../../project/project.ts";
import type { CallRecord, FileSummary } from "../../project/summary.ts";
import { Bodies, type Body } from "../task/bodies.ts";
import type { StepRecord } from "../task/task.ts";
import { callsIn, queriesIn } from "./asked.ts";
import type { LookupRecord, UpsertFault } from "./lookup-insert.ts";
import { meetingOf, storyOf } from "./meeting.ts";

/** A POST that asks. */
const SEARCHES = /search|query|filter|graphql|soql/iu;
/** Requests that ask, told by what they are called on. */
const ASKS =
  /^fetch$|^requests\.(?:get|request)$|(?:client|session|http|api|axios|_get|got|ky)\.(?:get|request)$|\.(?:fetch|_request|request_json)$/iu;

interface Creation {
  what: string;
  step: StepRecord;
}

export function lookedThenCreated(record: LookupRecord, file: FileSummary, project: Project): UpsertFault[] {
  if (record.held || OPERATOR_FILE.test(file.path) || BY_HAND.test(file.path)) return [];
  const bodies = Bodies.of(project);
  const body = bodies.of(file, record.functionId);
  const [asked] = callsIn([record.lookup], file, record.functionId).toReversed();
  if (!body || !asked || queriesIn([record.lookup], "select", file, record.functionId, project).length > 0) return [];
  const made = ofSystem(asked, record, body, project) ?? ofRequests(asked, record, body, bodies);
  if (!made || made.step.keyed === true) return [];
  const at = { ...made.step.place, path: file.path };
  const meeting = meetingOf(file, record.functionId, at, project);
  return [
    {
      way: "lookedThenCreated",
      at,
      name: record.name,
      what: made.what,
      key: "",
      meets: meeting ? "proved" : "likely",
      platform: meeting?.delivery.platform ?? "",
      story: [
        {
          ...record.lookup,
          path: file.path,
          message: l10n.t("Both runs look here before either of them has created anything."),
        },
        ...(meeting ? storyOf(meeting) : []),
      ],
    },
  ];
}

/** Both by the SDK of one system. */
function ofSystem(asked: CallRecord, record: LookupRecord, body: Body, project: Project): Creation | undefined {
  const name = project.libraryNameOf(asked.path, body.file) ?? "";
  const row = REMOTE_CREATES.find(one => one.library.test(name) && one.asks.test(name));
  const step =
    row &&
    body.record.steps.find(
      one => isAbsent(one, record) && row.creates.test(project.libraryNameOf(one.path, body.file) ?? ""),
    );
  return step && { what: worded(row.noun), step };
}

/** A helper that asks by GET, and a POST to where the same thing lives. */
function ofRequests(asked: CallRecord, record: LookupRecord, body: Body, bodies: Bodies): Creation | undefined {
  const name = asked.text.slice(asked.text.lastIndexOf(".") + 1);
  const noun = nounOf(name);
  const target = bodies.at(asked.path, body.file);
  if (noun === undefined || !target || !asksOnly(target)) return undefined;
  const step = body.record.steps.find(
    one =>
      isAbsent(one, record) && !one.handler && one.request?.method === "POST" && !SEARCHES.test(one.request.address),
  );
  if (!step || (step.request!.address !== "" && !speaksOf(step.request!.address, noun, record.name))) return undefined;
  return { what: noun, step };
}

/** A function that sends requests, none of which changes anything. */
function asksOnly(target: Body): boolean {
  const { steps } = target.record;
  const posts = steps.flatMap(step => (step.request && step.request.method !== "GET" ? [step.request] : []));
  if (!posts.every(one => SEARCHES.test(one.address))) return false;
  return posts.length > 0 || steps.some(step => ASKS.test(step.text));
}

/** `_find_lead_by_email` → "lead", `searchContact` → "contact". */
function nounOf(name: string): string | undefined {
  if (!FINDER.test(name)) return undefined;
  const words = name
    .replace(FINDER, "")
    .replace(/([a-z])([A-Z])/gu, "$1 $2")
    .toLowerCase()
    .split(/[^a-z]+/u)
    .filter(word => word.length > 2 && !/^(?:existing|one|first|the|for|with|from|all)$/u.test(word));
  const noun = words[0];
  return noun === undefined || noun === "by" ? undefined : noun.replace(/s$/u, "");
}

function speaksOf(address: string, noun: string, name: string): boolean {
  return address.toLowerCase().includes(noun) || name.toLowerCase().includes(noun);
}

function isAbsent(step: StepRecord, record: LookupRecord): boolean {
  return record.absent.some(part => step.place.start >= part.start && step.place.end <= part.end);
}
