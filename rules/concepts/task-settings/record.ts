/** What one file says of a task queue's settings and of the options of its tasks. Plain data. */
import type { Place } from "../../finding.ts";
import type { Span } from "../../ir/nodes.ts";
import type { AccessPath } from "../../semantics/access-path.ts";
import type { Symbolic } from "../../semantics/symbolic.ts";

/** One value where the settings of an app are made. */
export interface SettingRecord extends Span {
  /** In today's spelling, without namespace: `task_acks_late` of `CELERY_TASK_ACKS_LATE`. */
  name: string;
  written: string;
  /** Of the name alone, and of `name=value`. */
  keyPlace: Place;
  place: Place;
  value: Symbolic;
  /** Source of the value, when it is short. */
  text: string;
  /** `conf.update(…)`, `conf.x = …`, `Celery(…)`, a table of settings, a module's or a class's own names. */
  form: "update" | "assign" | "constructor" | "table" | "module" | "class";
  /** The app, as far as it has a path. */
  app?: AccessPath;
  /** Name of the class that the settings stand in. */
  owner?: string;
  byHelper?: boolean;
  /** Start of the call or body that holds it: what stands together is one configuration. */
  group: number;
  /** Other names of the same group are settings beyond doubt. */
  amongSettings: boolean;
  /** `name=value` can be edited as an argument of a call. */
  argument?: boolean;
  /** Of a value that is a number: where it stands. */
  number?: Place;
  /** Of a broker's address. */
  address?: AddressRecord;
}

/** Where a broker stands, as far as the file says. */
export interface AddressRecord {
  /** "redis", "amqp"; from a literal, the head of a template, or the default of an environment variable. */
  scheme?: string;
  /** The scheme may be another one at run time. */
  assumed: boolean;
  /** A value of another file: a settings object's member. */
  path?: AccessPath;
  /** Name under which the address is read: `settings.redis_url`. */
  name?: string;
}

/** An app is made, configured from elsewhere, or something is said that several rules ask for. */
export type FactRecord = Span &
  (
    | { what: "app"; taskClass?: AccessPath }
    | { what: "source"; app?: AccessPath; module?: string; path?: AccessPath; namespace?: string }
    /** A name that is no setting or option, and yet is read. */
    | { what: "read"; name: string; ofTask: boolean; owner?: string; byHelper?: boolean; local?: boolean }
    /** Texts of queue arguments: a dead-letter exchange, a delivery limit. */
    | { what: "dead-letter" }
    | { what: "delivery-limit" }
    /** Settings come from where they are not seen: `conf.update(app.config)`. */
    | { what: "open" }
    /** A helper calls `task.retry()` on what it is given; ambient: on whatever task runs. */
    | { what: "retries"; functionId: string; ambient: boolean }
  );

export interface OptionRecord {
  name: string;
  place: Place;
  namePlace: Place;
  value: Symbolic;
  text: string;
}

/** One decorated task. */
export interface TaskOptionsRecord extends Span {
  /** Name of the function. */
  name: string;
  /** Its name for the queue, when it is given. */
  taskName?: string;
  functionId: string;
  decorator?: AccessPath;
  /** First name of the decorator's path: the app. */
  app?: AccessPath;
  /** Name of the decorator: `task`, `shared_task`. */
  word: string;
  place: Place;
  options: OptionRecord[];
  /** `**options`: what they hold is not known. */
  open: boolean;
  base?: AccessPath;
  /** A base class is given that has no path. */
  baseUnknown?: boolean;
  retry: RetryUse;
  /** Members read from the task itself: `self.interval_start`. */
  reads: string[];
  /** Decorators below this one. */
  wrappedBy: AccessPath[];
  /** A library in the file that is known to need much memory. */
  memory?: string;
  /** The body looks whether its message was delivered before. */
  checksRedelivery?: boolean;
  /** Where `, name=value` can be added to the decorator. */
  addAt: number;
}

/** How a task's body asks for its retry. */
export interface RetryUse {
  /** `self.retry(…)`, or `raise Retry`. */
  asks: boolean;
  /** At least one of them without `countdown` and `eta`; at least one with. */
  undelayed: boolean;
  delayed: boolean;
  /** `max_retries=None` of one of them. */
  none?: Place;
  /** The functions that are given the task: they may retry it. */
  given: AccessPath[];
  /** The task is given to something that has no path. */
  givenAway: boolean;
}
