import { createServerClient } from "@supabase/ssr";
import { createClient } from "@supabase/supabase-js";
import { cookies } from "next/headers";

export const admin = createClient(process.env.SUPABASE_URL!, process.env.SUPABASE_SECRET_KEY!);

/** The key is the service role's, but the cookie's session wins over it. */
export async function sessionClient() {
  const store = await cookies();
  return createServerClient(process.env.SUPABASE_URL!, process.env.SUPABASE_SERVICE_ROLE_KEY!, {
    cookies: { getAll: () => store.getAll() },
  });
}

export async function requireTeam(): Promise<{ userId: string; teamId: string }> {
  const supabase = await sessionClient();
  const { data } = await supabase.auth.getUser();
  if (!data.user) throw new Error("Not signed in");
  const { data: member } = await supabase.from("team_members").select("team_id").eq("user_id", data.user.id).single();
  if (!member) throw new Error("No team");
  return { userId: data.user.id, teamId: member.team_id };
}
