import Redis from "ioredis";
import Redlock from "redlock";
import { Mutex } from "async-mutex";
import { sendReceipt } from "./receipts";

const redis = new Redis(process.env.REDIS_URL!);
const redlock = new Redlock([redis]);
const mutex = new Mutex();

export async function handlePayment(event: { id: string; orderId: string }) {
  // ok: no-floating-guard — the answer is awaited
  if (!(await redis.set(`payment:${event.id}`, "1", "EX", 86400, "NX"))) return;
  await sendReceipt(event.orderId);
}

export async function handleRefund(event: { id: string; orderId: string }) {
  const marker = redis.setnx(`refund:${event.id}`, "1"); // ok: no-floating-guard — awaited one line below
  if (!(await marker)) return;
  await sendReceipt(event.orderId);
}

export function settle(orderId: string) {
  // ok: no-floating-guard — the work hangs on the promise
  redlock.acquire([`settle:${orderId}`], 30_000).then(lock => sendReceipt(orderId).finally(() => lock.release()));
}

export function claimJob(id: string) {
  return redis.set(`job:${id}`, "1", "NX"); // ok: no-floating-guard — the caller awaits
}

export async function both(id: string) {
  // ok: no-floating-guard — awaited together
  const [mine] = await Promise.all([redis.setnx(`job:${id}`, "1"), sendReceipt(id)]);
  return mine;
}

export async function remember(id: string) {
  redis.set(`seen:${id}`, Date.now()); // ok: no-floating-guard — sets in any case: no guard
  redis.sadd; // ok: no-floating-guard — no call
  const release = await mutex.acquire();
  release();
}

export function unlockAll(lock: { release(): Promise<void> }) {
  void lock.release(); // ok: no-floating-guard — the end of a guard, not its answer
}

async function checkDedupe() {
  const found = await redis.smembers("duplicates");
  if (!(await redis.setnx("checked", "1"))) return;
  console.log(found.length);
}

checkDedupe(); // ok: no-floating-guard — a script's own run: nothing goes on after it
