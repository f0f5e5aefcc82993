"use server";

export async function sendMessage(text: string) {
  return { sent: text };
}
