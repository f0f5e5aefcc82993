/** Whether a request is a POST that creates or sends something. */
import { CREATING_WORDS, HARMLESS_NOUNS, NATURAL_KEYS, READING_WORDS } from "../../libraries/effects.ts";
import type { Body } from "./bodies.ts";
import { wordsOf } from "./claims.ts";
import type { StepRecord } from "./task.ts";

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

/** Without its class: `CrmClient.create_contact` is about contacts. */
function ownName(body: Body): string {
  return body.record.functionId.replace(/@\d+/gu, "").split(".").at(-1) ?? "";
}

/** What a POST does, by the words of its address and of the function around it. */
export function judgeRequest(step: StepRecord, body: Body): "reads" | "creates" | "unknown" {
  const address = step.request?.address ?? "";
  const name = wordsOf(body.record.functionId.replace(/@\d+/gu, ""));
  if (OWN_SERVICE.test(address) || (/(^|\.)fetch$/u.test(step.text) && /^["'`]\//u.test(address))) return "reads";
  if (name.length > 0 && READING_WORDS.has(name[0]!.replace(/^_/u, ""))) return "reads";
  const words = [...wordsOf(address), ...name];
  if (wordsOf(ownName(body)).some(word => HARMLESS_NOUNS.has(word)) || words.some(word => NATURAL_KEYS.has(word)))
    return "reads";
  const creates = words.some(word => CREATING_WORDS.has(word)) || COLLECTION.test(address);
  if (words.some(word => READING_WORDS.has(word)) && !name.some(word => CREATING_WORDS.has(word))) return "reads";
  return creates ? "creates" : "unknown";
}
