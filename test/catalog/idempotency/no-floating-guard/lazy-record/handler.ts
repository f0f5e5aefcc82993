import { db } from "./db";
import { prisma } from "./prisma";
import { sendInvite } from "./invites";

export async function onInvite(event: { id: string; email: string }) {
  db.from("processed_events").insert({ event_id: event.id }); // expect: no-floating-guard/neverSent error
  await sendInvite(event.email);
}

export async function onInviteTwo(event: { id: string; email: string }) {
  const { error } = db.from("processed_events").insert({ event_id: event.id }); // expect: no-floating-guard/neverSent error
  if (error?.code === "23505") return;
  await sendInvite(event.email);
}

export async function onInviteThree(event: { id: string; email: string }) {
  prisma.idempotencyKey.create({ data: { key: event.id } }); // expect: no-floating-guard/neverSent error
  await sendInvite(event.email);
}

export async function onInviteFour(event: { id: string; email: string }) {
  const { error } = await db.from("processed_events").insert({ event_id: event.id }); // ok: no-floating-guard — awaited
  if (error) return;
  prisma.auditLog.create({ data: { key: event.id } }); // ok: no-floating-guard — never sent either, but no guard
  await prisma.$transaction([
    prisma.idempotencyKey.create({ data: { key: event.id } }), // ok: no-floating-guard — the transaction sends it
  ]);
  await sendInvite(event.email);
}

export async function holdAccount(accountId: number, email: string) {
  prisma.$queryRawUnsafe("SELECT pg_advisory_lock($1)", accountId); // expect: no-floating-guard/neverSent error
  await sendInvite(email);
}
