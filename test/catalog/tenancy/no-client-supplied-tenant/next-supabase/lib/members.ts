import { admin } from "./admin";

export async function siteForMember(siteId: string, userId: string) {
  const { data } = await admin.from("site_members").select("site_id").eq("site_id", siteId).eq("user_id", userId).single();
  return data;
}
