import { createClient } from "@supabase/supabase-js";

/** Each has a name of its own, so each is known. */
export const adminDb = createClient(process.env.SUPABASE_URL!, process.env.SUPABASE_SERVICE_ROLE_KEY!);
export const publicDb = createClient(process.env.SUPABASE_URL!, process.env.SUPABASE_ANON_KEY!);
