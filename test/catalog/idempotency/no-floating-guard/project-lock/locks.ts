import { pool } from "./pool";

export async function claimNextJob(worker: string): Promise<boolean> {
  const result = await pool.query(
    "UPDATE jobs SET status = 'running', worker = $1 WHERE id = (SELECT id FROM jobs WHERE status = 'queued' FOR UPDATE SKIP LOCKED LIMIT 1) RETURNING id",
    [worker],
  );
  return result.rowCount === 1;
}

export async function acquireLock(name: string): Promise<boolean> {
  const answer = await fetch(`https://locks.example.com/${name}`, { method: "PUT" });
  return answer.ok;
}

export function isDuplicateName(name: string): boolean {
  return name.startsWith("copy of");
}

export async function releaseLock(name: string): Promise<void> {
  await fetch(`https://locks.example.com/${name}`, { method: "DELETE" });
}

class IdempotencyStore {
  async complete(key: string): Promise<void> {
    await pool.query("UPDATE requests SET finished = true WHERE key = $1", [key]);
  }

  has(key: string): boolean {
    return key.length > 0;
  }
}

export const idempotency = new IdempotencyStore();
