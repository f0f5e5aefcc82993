"use server";
import { exportLimit, loginLimit } from "./limits";

export async function login(email: string) {
  const { success } = await loginLimit.limit(email);
  if (!success) throw new Error("Too many attempts");
}

export async function exportsLeft(team: string) {
  return exportLimit.getRemaining(team);
}
