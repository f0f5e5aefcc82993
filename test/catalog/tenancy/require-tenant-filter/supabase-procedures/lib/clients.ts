import { createClient } from "@supabase/supabase-js";
import { createServerClient } from "@supabase/ssr";
import { cookies } from "next/headers";

export const admin = createClient(process.env.SUPABASE_URL!, process.env.SUPABASE_SERVICE_ROLE_KEY!);

export async function userClient() {
  const store = await cookies();
  return createServerClient(process.env.SUPABASE_URL!, process.env.SUPABASE_ANON_KEY!, {
    cookies: { getAll: () => store.getAll() },
  });
}

export async function requireSite(): Promise<{ userId: string; siteId: string }> {
  const supabase = await userClient();
  const { data } = await supabase.auth.getUser();
  if (!data.user) throw new Error("Not signed in");
  const { data: member } = await supabase.from("site_members").select("site_id").eq("user_id", data.user.id).single();
  if (!member) throw new Error("No site");
  return { userId: data.user.id, siteId: member.site_id };
}
