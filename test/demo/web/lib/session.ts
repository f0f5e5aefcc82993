import { cookies } from "next/headers";
import { admin } from "./supabase";

export interface Session {
  userId: string;
  siteId: string;
}

/** The signed-in user and the site that is selected in the dashboard. */
export async function requireSession(): Promise<Session> {
  const token = (await cookies()).get("relay-token")?.value;
  const { data } = await admin.auth.getUser(token);
  if (!data.user) throw new Response("Sign in first", { status: 401 });
  const { data: site } = await admin.from("sites").select("id").eq("owner_id", data.user.id).single();
  if (!site) throw new Response("No site yet", { status: 403 });
  return { userId: data.user.id, siteId: site.id };
}
