import { createServerClient } from "@supabase/ssr";
import { cookies } from "next/headers";

export function clientOfUser() {
  return createServerClient(process.env.SUPABASE_URL!, process.env.SUPABASE_ANON_KEY!, { cookies: cookies() });
}

export async function currentUser() {
  const { data } = await clientOfUser().auth.getUser();
  return data.user;
}
