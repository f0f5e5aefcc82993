import type { TimeLimit as MachineLimit } from "../machine/time-limit.ts";

/** A browser ends no work within its thread: the work is done, however long it takes. */
export class TimeLimit implements Pick<MachineLimit, "run"> {
  run(work: () => void): true {
    work();
    return true;
  }
}
