import { createClient, type SupabaseClient } from "@supabase/supabase-js";

let made: SupabaseClient | undefined;

export const admin = new Proxy({} as SupabaseClient, {
  get(_target, name) {
    made ??= createClient(process.env.SUPABASE_URL!, process.env.SUPABASE_KEY!);
    return Reflect.get(made, name);
  },
});
