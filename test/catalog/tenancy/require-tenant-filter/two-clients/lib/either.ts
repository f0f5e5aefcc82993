import { createClient } from "@supabase/supabase-js";

/** Which of the two comes out depends on the caller. */
export function adminOrPublic(elevated: boolean) {
  if (elevated) return createClient(process.env.SUPABASE_URL!, process.env.SUPABASE_SERVICE_ROLE_KEY!);
  return createClient(process.env.SUPABASE_URL!, process.env.SUPABASE_ANON_KEY!);
}
