import { Pool } from "pg";
import { drizzle } from "drizzle-orm/node-postgres";
import { DataSource } from "typeorm";
import { accounts } from "./schema";

const pool = new Pool();
const db = drizzle(pool);
const dataSource = new DataSource({ type: "postgres" });

export async function transfer(from: string, to: string, cents: number) {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    await client.query("UPDATE accounts SET cents = cents - $1 WHERE id = $2", [cents, from]);
    await fetch("https://audit.example.com/transfers", { method: "POST" }); // expect: no-network-in-transaction/holdsRows warning
    await client.query("UPDATE accounts SET cents = cents + $1 WHERE id = $2", [cents, to]);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  } finally {
    client.release();
  }
}

export async function transferThenTell(from: string, cents: number) {
  const client = await pool.connect();
  await client.query("BEGIN");
  await client.query("UPDATE accounts SET cents = cents - $1 WHERE id = $2", [cents, from]);
  await client.query("COMMIT");
  await fetch("https://audit.example.com/transfers", { method: "POST" }); // ok: no-network-in-transaction — after the commit
}

export async function open(owner: string) {
  await db.transaction(async tx => {
    const answer = await fetch(`https://identity.example.com/people/${owner}`); // expect: no-network-in-transaction/holdsConnection warning
    await tx.insert(accounts).values({ owner, verified: answer.ok });
  });
}

export async function openVerified(owner: string) {
  const answer = await fetch(`https://identity.example.com/people/${owner}`); // ok: no-network-in-transaction — before it begins
  await db.transaction(async tx => {
    await tx.insert(accounts).values({ owner, verified: answer.ok });
  });
}

export async function close(id: string) {
  const runner = dataSource.createQueryRunner();
  await runner.startTransaction();
  await runner.manager.update("accounts", { id }, { closed: true });
  await fetch(`https://identity.example.com/accounts/${id}`, { method: "DELETE" }); // expect: no-network-in-transaction/holdsRows warning
  await runner.commitTransaction();
}
