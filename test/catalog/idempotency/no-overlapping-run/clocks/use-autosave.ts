import { useEffect } from "react";
import { remindAll } from "./mailer";

export function useAutosave() {
  useEffect(() => {
    const timer = setInterval(remindAll, 60_000); // ok: no-overlapping-run — in each user's browser, not in a server
    return () => clearInterval(timer);
  }, []);
}
