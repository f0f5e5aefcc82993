import { createClient } from "@supabase/supabase-js";
import nodemailer from "nodemailer";

const supabase = createClient(process.env.SUPABASE_URL!, process.env.SUPABASE_KEY!);
const transport = nodemailer.createTransport({ host: "smtp.example.com" });

export async function POST(request: Request): Promise<Response> {
  const { id } = await request.json();
  const { data: reader } = await supabase.from("readers").select("id, email").eq("id", id).single();
  // ok: no-effect-before-record — a developer runs it by hand, to see the mail
  await transport.sendMail({ to: reader!.email, subject: "Welcome", text: "Hello" });
  await supabase.from("readers").update({ status: "invited" }).eq("id", id);
  return Response.json({ ok: true });
}
