import { createClient } from "@supabase/supabase-js";
import pRetry from "p-retry";

const supabase = createClient("https://db.example.com", "service");

export const saveRun = (run: { id: string }) =>
  pRetry(
    async () => {
      // expect: no-silent-failure-retry/answer warning
      const { data } = await supabase.from("runs").insert(run).select().single();
      console.log("saved", data);
    },
    { retries: 3 },
  );

export const saveStep = (step: { id: string }) =>
  pRetry(
    async () => {
      // ok: no-silent-failure-retry — a missing row is noticed
      const { data } = await supabase.from("steps").insert(step).select().single();
      if (!data) throw new Error("not saved");
    },
    { retries: 3 },
  );

export const readBody = (url: string) =>
  pRetry(
    async () => {
      // ok: no-silent-failure-retry — the status is looked at where the answer is read
      return fetch(url).then(response => {
        if (!response.ok) throw new Error(`HTTP ${response.status}`);
        return response.json();
      });
    },
    { retries: 3 },
  );
