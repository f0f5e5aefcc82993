import { createServerClient } from "@supabase/ssr";
import { createClient } from "@supabase/supabase-js";
import { cookies } from "next/headers";
import type { Database } from "./database.types.ts";

export const admin = createClient<Database>(process.env.SUPABASE_URL!, process.env.SUPABASE_SB_SECRET!);

export async function requireTeam(): Promise<{ teamId: string }> {
  const store = await cookies();
  const supabase = createServerClient<Database>(process.env.SUPABASE_URL!, process.env.SUPABASE_ANON_KEY!, {
    cookies: { getAll: () => store.getAll() },
  });
  const { data } = await supabase.auth.getUser();
  if (!data.user) throw new Error("Not signed in");
  const { data: member } = await supabase.from("team_members").select("team_id").eq("user_id", data.user.id).single();
  if (!member) throw new Error("No team");
  return { teamId: member.team_id };
}
