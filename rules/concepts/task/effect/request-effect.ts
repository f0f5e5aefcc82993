/** Whether a request is a POST that creates or sends something. */
import {
  ANSWERING_SERVICES,
  CREATING_VERBS,
  CREATING_WORDS,
  GENERIC_WORDS,
  HARMLESS_NOUNS,
  NATURAL_KEYS,
  READING_WORDS,
  SETTING_VERBS,
  TELLING_VERBS,
} from "../../../libraries/effects.ts";
import type { Body } from "../bodies.ts";
import { wordsOf } from "../body/claims.ts";
import type { StepRecord } from "../task.ts";

const OWN_SERVICE =
  /localhost|127\.0\.0\.1|[Ii]nternal|INTERNAL|APP_URL|APP_BASE_URL|SITE_URL|appUrl|window\.location|request\.url|nextUrl/u;
/** A POST to a collection adds a member: `https://desk.example.com/api/tickets`. */
const COLLECTION = /\/[a-z_-]{3,}s["'`]?\s*$/u;

/** `fetch(url, { method: "POST" })` and the like. */
export function isPost(step: StepRecord, library: string | undefined): boolean {
  if (step.request?.method !== "POST") return false;
  const last = step.text.slice(step.text.lastIndexOf(".") + 1);
  if (last === "fetch" || last === "request" || last === "_request" || last === "axios")
    return step.path?.root !== "local" || library !== undefined;
  return (
    library === undefined &&
    last === "post" &&
    /(client|http|session|axios|api|requests|httpx)(\(\))?\.post$/iu.test(step.text)
  );
}

/**
 * Whether a POST creates or sends something, by the words of its address and of the function around it. What neither tells
 * is unknown, and unknown is no effect.
 */
export function isCreating(step: StepRecord, body: Body): boolean {
  const address = step.request?.address ?? "";
  const addressed = wordsOf(address);
  const all = wordsOf(body.record.functionId.replace(/@\d+/gu, ""));
  const own = wordsOf(ownName(body));
  const words = [...addressed, ...all];
  if (OWN_SERVICE.test(address) || (/(^|\.)fetch$/u.test(step.text) && /^["'`]\//u.test(address))) return false;
  if (words.some(word => ANSWERING_SERVICES.has(word)) || READING_WORDS.has(own[0] ?? "")) return false;
  if (own.some(word => HARMLESS_NOUNS.has(word)) || [...addressed, ...own].some(word => NATURAL_KEYS.has(word)))
    return false;
  const named = all.some(word => !GENERIC_WORDS.has(word) && !CREATING_WORDS.has(word));
  if (words.some(word => READING_WORDS.has(word)) && !(named && own.some(word => CREATING_VERBS.has(word))))
    return false;
  const telling = named ? CREATING_WORDS : TELLING_VERBS;
  return (
    addressed.some(word => CREATING_WORDS.has(word)) || COLLECTION.test(address) || own.some(word => telling.has(word))
  );
}

/** `upsertContact` that posts by a helper whose own name tells nothing but the verb: what is posted is a state. */
export function setsState(caller: Body, helper: Body): boolean {
  const told = wordsOf(ownName(helper)).every(word => GENERIC_WORDS.has(word) || word === "post" || word === "send");
  return told && SETTING_VERBS.has(wordsOf(ownName(caller))[0] ?? "");
}

/** The innermost named function, without its class: `CrmClient.create_contact` is about contacts. */
function ownName(body: Body): string {
  return (
    body.record.functionId
      .split(".")
      .findLast(part => !part.startsWith("@"))
      ?.replace(/@\d+$/u, "") ?? ""
  );
}
