import { and, eq, isNull } from "drizzle-orm";
import knex from "knex";
import mongoose from "mongoose";
import nodemailer from "nodemailer";
import { Pool } from "pg";
import postgres from "postgres";
import { db, users } from "./schema";

const transport = nodemailer.createTransport({ host: "smtp.example.com" });
const pool = new Pool();
const sql = postgres();
const Order = mongoose.model("Order");

export async function withKnex() {
  const rows = await knex("orders").whereNull("mailed_at").andWhere("kind", "gift");
  for (const row of rows) {
    await transport.sendMail({ to: row.email, subject: "Your gift", text: "On its way" }); // expect: no-effect-before-record/markedAfter warning
    await knex("orders").where({ id: row.id }).update({ mailed_at: new Date() });
  }
}

export async function withMongoose() {
  const orders = await Order.find({ notified: false }).limit(10);
  for (const order of orders) {
    await transport.sendMail({ to: order.email, subject: "Shipped", text: "Today" }); // expect: no-effect-before-record/markedAfter warning
    await Order.updateOne({ _id: order._id }, { $set: { notified: true } });
  }
}

export async function withDrizzle() {
  const rows = await db.select().from(users).where(and(isNull(users.welcomedAt), eq(users.active, true)));
  for (const row of rows) {
    await transport.sendMail({ to: row.email, subject: "Welcome", text: "Hello" }); // expect: no-effect-before-record/markedAfter warning
    await db.update(users).set({ welcomedAt: new Date() }).where(eq(users.id, row.id));
  }
}

export async function withPool() {
  const { rows } = await pool.query("SELECT id, email FROM jobs WHERE sent_at IS NULL AND kind = $1", ["mail"]);
  for (const row of rows) {
    await transport.sendMail({ to: row.email, subject: "News", text: "News" }); // expect: no-effect-before-record/markedAfter warning
    await pool.query("UPDATE jobs SET sent_at = now() WHERE id = $1", [row.id]);
  }
}

export async function withTemplates() {
  const rows = await sql`select id, email from jobs where sent_at is null limit 20`;
  for (const row of rows) {
    await transport.sendMail({ to: row.email, subject: "News", text: "News" }); // expect: no-effect-before-record/markedAfter warning
    await sql`update jobs set sent_at = now() where id = ${row.id}`;
  }
}

export async function withLockedTemplates() {
  const rows = await sql`select id, email from jobs where sent_at is null limit 20 for update skip locked`;
  for (const row of rows) {
    // ok: no-effect-before-record — the rows are locked
    await transport.sendMail({ to: row.email, subject: "News", text: "News" });
    await sql`update jobs set sent_at = now() where id = ${row.id}`;
  }
}

export async function withClaimedTemplates() {
  const rows = await sql`update jobs set sent_at = now() where sent_at is null returning id, email`;
  for (const row of rows) {
    // ok: no-effect-before-record — the statement that chooses them marks them
    await transport.sendMail({ to: row.email, subject: "News", text: "News" });
    await sql`update jobs set attempts = attempts + 1 where id = ${row.id}`;
  }
}

export async function withAnotherColumn() {
  const { rows } = await pool.query("SELECT id, email FROM jobs WHERE status = $1", ["due"]);
  for (const row of rows) {
    // ok: no-effect-before-record — rows are not chosen by what is written; they are due until the plan says otherwise
    await transport.sendMail({ to: row.email, subject: "News", text: "News" });
    await pool.query("UPDATE jobs SET opened_at = now() WHERE id = $1", [row.id]);
  }
}
