import { createClient, SupabaseClient } from "@supabase/supabase-js";

let instance: SupabaseClient | null = null;

function get(): SupabaseClient {
  instance ??= createClient(process.env.SUPABASE_URL!, process.env.SUPABASE_SERVICE_ROLE_KEY!);
  return instance;
}

export const adminClient = new Proxy({} as SupabaseClient, {
  get: (_target, name) => Reflect.get(get(), name),
}) as SupabaseClient;
