import { verifySignatureAppRouter } from "@upstash/qstash/nextjs";
import { Redis } from "@upstash/redis";
import nodemailer from "nodemailer";
import { Resend } from "resend";

const redis = Redis.fromEnv();
const transport = nodemailer.createTransport({ host: "smtp.example.com" });
const resend = new Resend(process.env.RESEND_API_KEY);

export const POST = verifySignatureAppRouter(async (request: Request) => {
  const id = request.headers.get("Upstash-Message-Id");
  const fresh = await redis.set(`handled:${id}`, "1", { nx: true, ex: 60 * 60 * 24 }); // expect: no-record-before-effect/lostAfterMarker error
  if (!fresh) return new Response("duplicate");
  const { to } = await request.json();
  await transport.sendMail({ from: "a@example.com", to, subject: "Invoice", text: "Attached" });
  return new Response("ok");
});

export const PUT = verifySignatureAppRouter(async (request: Request) => {
  const id = request.headers.get("Upstash-Message-Id");
  // ok: no-record-before-effect — the handler removes the marker on a failure
  const fresh = await redis.set(`handled:${id}`, "1", { nx: true, ex: 60 * 60 * 24 });
  if (!fresh) return new Response("duplicate");
  try {
    const { to } = await request.json();
    await transport.sendMail({ from: "a@example.com", to, subject: "Invoice", text: "Attached" });
  } catch (error) {
    await redis.del(`handled:${id}`);
    throw error;
  }
  return new Response("ok");
});

export const PATCH = verifySignatureAppRouter(async (request: Request) => {
  const id = request.headers.get("Upstash-Message-Id");
  // ok: no-record-before-effect — gone before the second repetition
  const fresh = await redis.set(`busy:${id}`, "1", { nx: true, ex: 30 });
  if (!fresh) return new Response("busy");
  const { to } = await request.json();
  await transport.sendMail({ from: "a@example.com", to, subject: "Invoice", text: "Attached" });
  return new Response("ok");
});

export const DELETE = verifySignatureAppRouter(async (request: Request) => {
  const id = request.headers.get("Upstash-Message-Id");
  // ok: no-record-before-effect — Resend answers with its error and throws nothing, so nothing is delivered again
  const fresh = await redis.set(`handled:${id}`, "1", { nx: true, ex: 60 * 60 * 24 });
  if (!fresh) return new Response("duplicate");
  const { to } = await request.json();
  await resend.emails.send({ from: "a@example.com", to, subject: "Invoice", text: "Attached" });
  return new Response("ok");
});
