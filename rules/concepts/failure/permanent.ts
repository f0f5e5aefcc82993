/** Failures that a retry tries again although they stay. */
import * as l10n from "@vscode/l10n";
import type { FilePlace, Related } from "../../finding.ts";
import { ASKS_AGAIN, BUILT_IN, ENDS_RETRY, MIXED_CLASSES, NEVER_RETRIED } from "../../libraries/failures.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary } from "../../project/summary.ts";
import { isWithinVersions } from "../../semantics/versions.ts";
import type { RetryRecord } from "../retry/record.ts";
import { takes, within } from "./classes.ts";
import { leaving, type PermanentFailure } from "./leaving.ts";
import type { TypeRecord } from "./record.ts";
import { type Repeated, repeatedOf, selectionOf } from "./repeated.ts";

/** A permanent failure that is tried again. */
export interface RepeatedFailure {
  kind: PermanentFailure["kind"];
  /** "a 403", "every 4xx answer", "`ValueError`". */
  what: string;
  /** Where the finding stands: the throw, when it is in the repeated part itself, else what repeats. */
  at: FilePlace;
  /** It is seen where it is thrown; else only its class is named. */
  proved: boolean;
  story: Related[];
}

export function permanentFailures(retry: RetryRecord, file: FileSummary, project: Project): RepeatedFailure[] {
  const repeated = repeatedOf(retry, file, project);
  if (!repeated || repeated.selection?.judged || repeated.handling?.handler.judges) return [];
  if (bails(repeated) || polls(retry, repeated)) return [];
  const failures = [
    ...converted(repeated, retry),
    ...leaving(repeated.file, repeated.functionId, repeated.span, project).filter(
      failure => isNear(failure) && comesBack(failure, repeated, retry),
    ),
  ].map(failure => described(failure, repeated, retry, file, true));
  return [...failures, ...named(repeated, retry).map(failure => described(failure, repeated, retry, file, false))];
}

/** How the library's options take the mistakes out, when these are all that is wrong. */
export interface Exclusion {
  option: string;
  at: number;
  classes: string[];
}

export function exclusionOf(retry: RetryRecord, file: FileSummary, project: Project): Exclusion | undefined {
  const excluding = selectionOf(retry, file)?.excluding;
  const repeated = excluding && repeatedOf(retry, file, project);
  if (!repeated || repeated.handling || repeated.file !== file) return undefined;
  const version = project.versionOf(excluding.package, file)?.version;
  if (isWithinVersions(version, { from: excluding.since }) === false) return undefined;
  const failures = leaving(file, repeated.functionId, undefined, project).filter(
    failure => isNear(failure) && comesBack(failure, repeated, retry),
  );
  const classes = failures.map(failure => (failure.kind === "mistake" ? BUILT_IN[failure.names[0]!] : undefined));
  if (converted(repeated, retry).length > 0 || classes.some(name => name === undefined)) return undefined;
  return { option: excluding.option, at: excluding.at, classes: [...new Set(classes as string[])].toSorted() };
}

/** Far away somebody else may have decided; a mistake is told only of what the attempt itself does. */
function isNear(failure: PermanentFailure): boolean {
  return failure.calls.length <= (failure.kind === "mistake" ? 1 : 3);
}

/** Waits before the first attempt too: it waits for something to appear, and a 404 is the usual answer until then. */
function polls(retry: RetryRecord, { span }: Repeated): boolean {
  const [delay] = retry.delays;
  if (!span || !delay || delay.place.start > span.start) return false;
  return !retry.limits.some(limit => /(>|!==?) ?0\b|>= ?1\b/u.test(limit.text));
}

/** async-retry gives its callback a way out. */
function bails(repeated: Repeated): boolean {
  const fn = repeated.file.functions.find(one => one.id === repeated.functionId);
  return repeated.selection === undefined && (fn?.parameters.some(one => /^(bail|abort)$/u.test(one.name)) ?? false);
}

function comesBack(failure: PermanentFailure, repeated: Repeated, retry: RetryRecord): boolean {
  const { names } = failure;
  // Who names it so wants another attempt: GitHub says 403 when it is asked too often.
  if (!failure.mixed && ASKS_AGAIN.test(names[0]!)) return false;
  if (names.some(name => ENDS_RETRY.some(row => row.name.test(name)))) return false;
  const library = retry.library?.name ?? "";
  if (NEVER_RETRIED.some(row => row.library.test(library) && row.classes.test(names[0]!))) return false;
  return isChosen(names, repeated);
}

function isChosen(names: readonly string[], { handling, selection }: Repeated): boolean {
  if (handling) return handling.attempt.handlers.find(one => takes(one.types, names)) === handling.handler;
  if (selection?.excluded?.some(type => names.includes(type.name))) return false;
  return selection?.classes === undefined || takes(selection.classes, names);
}

/** `except HttpError: raise TryAgain`: whatever the status, another attempt is asked for. */
function converted(repeated: Repeated, retry: RetryRecord): PermanentFailure[] {
  const { record, span, handling, file } = repeated;
  return (record?.tries ?? []).flatMap(attempt =>
    attempt.handlers.flatMap(handler => {
      if (handler === handling?.handler || handler.ends !== "converts" || handler.judges) return [];
      if (span && !within(handler, span)) return [];
      const mixed = mixedIn(handler.types);
      const thrown = record!.throws.findLast(one => within(one.place, handler));
      if (!mixed || thrown?.name === undefined) return [];
      const failure = refusal(mixed, { ...handler.place, path: file.path }, [thrown.name]);
      return comesBack(failure, repeated, retry) ? [failure] : [];
    }),
  );
}

/** The class that is retried holds refusals itself: `autoretry_for=(HTTPError,)`. */
function named(repeated: Repeated, retry: RetryRecord): PermanentFailure[] {
  const types = repeated.handling?.handler.types ?? repeated.selection?.classes ?? [];
  const mixed = mixedIn(types);
  if (!mixed || !retry.at) return [];
  return [
    refusal(mixed, { ...(repeated.handling?.handler.place ?? retry.at), path: repeated.file.path }, [mixed.name]),
  ];
}

function mixedIn(types: readonly TypeRecord[]): TypeRecord | undefined {
  return types.find(type => MIXED_CLASSES.some(row => row.name.test(type.name)));
}

function refusal(type: TypeRecord, at: FilePlace, names: string[]): PermanentFailure {
  return { names, kind: "refusal", mixed: true, status: 400, text: type.name, at, calls: [] };
}

function described(
  failure: PermanentFailure,
  repeated: Repeated,
  retry: RetryRecord,
  file: FileSummary,
  proved: boolean,
): RepeatedFailure {
  const own = failure.calls.length === 0 && failure.at.path === file.path && !isCall(failure);
  const place = repeated.handling && retry.kind === "loop" ? repeated.handling.handler.place : retry.at!;
  const what =
    failure.kind === "mistake"
      ? `\`${failure.names[0]!}\` (\`${failure.text}\`)`
      : failure.mixed
        ? l10n.t("every 4xx answer (`{0}`)", failure.text)
        : l10n.t("a {0} (`{1}`)", failure.status!, failure.text);
  const story: Related[] = [
    ...failure.calls.map((at): Related => ({ ...at, message: l10n.t("The attempt calls this.") })),
    {
      ...failure.at,
      message:
        failure.kind === "mistake"
          ? l10n.t("This fails the same way every time.")
          : l10n.t("A refusal becomes an exception here."),
    },
    { ...place, path: file.path, message: l10n.t("The failure is tried again here.") },
  ];
  return {
    kind: failure.kind,
    what,
    at: own ? failure.at : { ...place, path: file.path },
    proved: proved || failure.names[0] === "HttpError",
    story: own
      ? story.slice(failure.calls.length + 1)
      : story.filter(step => !(step.start === place.start && step.path === file.path)),
  };
}

/** A call that raises is no place of the refusal; the retry is. */
function isCall(failure: PermanentFailure): boolean {
  return !/^(throw|raise|except)\b|^\w+$/u.test(failure.text);
}
