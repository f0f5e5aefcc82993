/** Retries that are neither options of a call nor job options: settings of a module, and calls that are chained to a job. */
import { phrase } from "./phrase.ts";
import type { Symbolic } from "../semantics/symbolic.ts";
import { attempt, number, option, power, type RetryRow, times } from "./retry-row.ts";

/** `Q_CLUSTER = {"retry": 60, "max_attempts": 3}`: a dictionary in a module of settings. */
export interface SettingsRow extends Pick<
  RetryRow,
  "title" | "package" | "attempts" | "delay" | "unit" | "defaults" | "afterLast" | "spelling" | "source"
> {
  /** Name of the dictionary. */
  name: string;
}

export const RETRY_SETTINGS: readonly SettingsRow[] = [
  {
    title: "django-q2",
    package: "django-q2",
    name: "Q_CLUSTER",
    attempts: { option: "max_attempts", counts: "attempts", default: "endless", endless: [0] },
    delay: option("retry"),
    unit: "s",
    defaults: { retry: 60 },
    afterLast: phrase("the task is acknowledged and stays in the failed tasks"),
    spelling: { bound: { option: '"max_attempts"', value: "5" } },
    source: "django-q2 conf.py:172-229: failed tasks are delivered again for ever; DOMAIN §1.2",
  },
];

/** `queue.createJob(data).retries(3).backoff("exponential", 1000)`. */
export interface ChainRow extends Pick<RetryRow, "title" | "package" | "afterLast" | "spelling" | "source"> {
  /** Test on the library name of the call that sets the number. */
  library: RegExp;
  /** The call that sets the wait: the name of a strategy, then the delay. */
  backoff: string;
  strategies: Readonly<Record<string, Symbolic>>;
  /** Without that call. */
  otherwise: Symbolic;
  unit: "ms" | "s";
}

export const RETRY_CHAINS: readonly ChainRow[] = [
  {
    title: "Bee-Queue",
    package: "bee-queue",
    library: /\.createJob\(\)(\.\w+\(\)){0,12}\.retries$/u,
    backoff: "backoff",
    strategies: {
      immediate: number(0),
      fixed: option("delay"),
      exponential: times(option("delay"), power(number(2), attempt)),
    },
    otherwise: number(0),
    unit: "ms",
    afterLast: phrase("the job stays failed"),
    spelling: {},
    source: "bee-queue@2.0.0 lib/backoff.js: doubles, no cap; DOMAIN §1.4",
  },
];
