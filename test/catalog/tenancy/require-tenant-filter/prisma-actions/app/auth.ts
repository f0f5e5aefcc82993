import { cookies } from "next/headers";
import { verify } from "./jwt.ts";

export async function auth(): Promise<{ userId: string; organizationId: string }> {
  const store = await cookies();
  return verify(store.get("session")?.value ?? "");
}
