import Redis from "ioredis";
import Redlock from "redlock";
import { sendReceipt } from "./receipts";

const redis = new Redis(process.env.REDIS_URL!);
const redlock = new Redlock([redis]);

export async function handlePayment(event: { id: string; orderId: string }) {
  // expect: no-floating-guard/promiseTested error
  if (!redis.set(`payment:${event.id}`, "1", "EX", 86400, "NX")) return;
  await sendReceipt(event.orderId);
}

export async function handleRefund(event: { id: string; orderId: string }) {
  const first = redis.setnx(`refund:${event.id}`, "1"); // expect: no-floating-guard/promiseTested error
  if (!first) return;
  await sendReceipt(event.orderId);
}

export async function settle(orderId: string) {
  redlock.acquire([`settle:${orderId}`], 30_000); // expect: no-floating-guard/notAwaited error
  await sendReceipt(orderId);
}

export async function settleQuietly(orderId: string) {
  redlock.acquire([`settle:${orderId}`], 30_000).catch(() => undefined); // expect: no-floating-guard/notAwaited error
  await sendReceipt(orderId);
}

export function settleLater(orderId: string): void {
  const lock = redlock.acquire([`settle:${orderId}`], 30_000); // expect: no-floating-guard/notAwaited error
  void sendReceipt(orderId);
}
