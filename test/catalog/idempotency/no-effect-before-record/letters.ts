import { createClient } from "@supabase/supabase-js";
import nodemailer from "nodemailer";

const supabase = createClient(process.env.SUPABASE_URL!, process.env.SUPABASE_KEY!);
const transport = nodemailer.createTransport({ host: "smtp.example.com" });

export async function inviteReaders() {
  const { data: readers } = await supabase.from("readers").select("id, email").eq("status", "new");
  const ids = (readers ?? []).map(reader => reader.id);
  const { data: letters } = await supabase.from("letters").select("reader_id").in("reader_id", ids);
  const invited = new Set((letters ?? []).map(letter => letter.reader_id));
  for (const reader of readers ?? []) {
    if (invited.has(reader.id)) continue;
    // Each letter has its row at once, and the next run leaves out whoever has one.
    await transport.sendMail({ to: reader.email, subject: "Welcome", text: "Hello" }); // expect: no-effect-before-record/addedAfter warning
    await supabase.from("letters").insert({ reader_id: reader.id, kind: "invitation" });
  }
  await supabase.from("readers").update({ status: "invited" }).in("id", ids);
}

export async function inviteReadersWrittenDown() {
  const { data: readers } = await supabase.from("readers").select("id, email").eq("status", "new");
  const ids = (readers ?? []).map(reader => reader.id);
  const { data: letters } = await supabase.from("letters").select("reader_id").in("reader_id", ids);
  const invited = new Set((letters ?? []).map(letter => letter.reader_id));
  for (const reader of readers ?? []) {
    if (invited.has(reader.id)) continue;
    await supabase.from("letters").insert({ reader_id: reader.id, kind: "invitation" }).throwOnError();
    // ok: no-effect-before-record — the row for which the next run looks is there before the mail
    await transport.sendMail({ to: reader.email, subject: "Welcome", text: "Hello" });
  }
  await supabase.from("readers").update({ status: "invited" }).in("id", ids);
}

export async function inviteReadersUnseen() {
  const { data: readers } = await supabase.from("readers").select("id, email").eq("status", "new");
  for (const reader of readers ?? []) {
    await transport.sendMail({ to: reader.email, subject: "Welcome", text: "Hello" }); // expect: no-effect-before-record/markedAfterAll error
    await supabase.from("letters").insert({ reader_id: reader.id, kind: "invitation" });
  }
  const ids = (readers ?? []).map(reader => reader.id);
  await supabase.from("readers").update({ status: "invited" }).in("id", ids);
}

export async function inviteChosen(ids: string[]) {
  for (const id of ids) {
    const { data: reader } = await supabase.from("readers").select("id, email").eq("id", id).single();
    // ok: no-effect-before-record — a list that somebody else chose: what was asked of its rows is not known
    await transport.sendMail({ to: reader!.email, subject: "Welcome", text: "Hello" });
    await supabase.from("readers").update({ status: "invited" }).eq("id", id);
  }
}
