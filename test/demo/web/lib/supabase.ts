import { createClient } from "@supabase/supabase-js";

/** For jobs and routes of ours. Row-level security does not apply to it. */
export const admin = createClient(process.env.SUPABASE_URL!, process.env.SUPABASE_SERVICE_ROLE_KEY!, {
  auth: { persistSession: false },
});
