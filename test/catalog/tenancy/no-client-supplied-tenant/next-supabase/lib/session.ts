import { createServerClient } from "@supabase/ssr";
import { cookies } from "next/headers";

export async function currentUser() {
  const client = createServerClient(process.env.SUPABASE_URL!, process.env.SUPABASE_ANON_KEY!, { cookies: cookies() });
  const { data } = await client.auth.getUser();
  return data.user;
}
