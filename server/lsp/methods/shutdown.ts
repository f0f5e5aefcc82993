import type { Session } from "../session.ts";

/** Writes caches and stops all work; the process ends with the client's `exit`. */
export function shutdown(session: Session): void {
  session.dispose();
}
