import { verifySignatureAppRouter } from "@upstash/qstash/nextjs";
import { admin } from "./client";

export const POST = verifySignatureAppRouter(async (request: Request) => {
  const { visit, page } = await request.json();
  const { error } = await admin.from("page_views").insert({ visit_id: visit, page });
  if (error) {
    if (error.code === "23505") return new Response("seen");
    throw error;
  }
  // ok: no-record-before-effect — this client answers with its error and never throws: no failure here is delivered again
  await touchVisit(visit, page);
  return new Response("ok");
});

async function touchVisit(visit: string, page: string): Promise<void> {
  await admin.from("visits").update({ last_page: page }).eq("id", visit);
}

export const PUT = verifySignatureAppRouter(async (request: Request) => {
  const { visit, page } = await request.json();
  const { error } = await admin.from("page_views").insert({ visit_id: visit, page }); // expect: no-record-before-effect/lostAfterMarker error
  if (error) {
    if (error.code === "23505") return new Response("seen");
    throw error;
  }
  await touchVisitOrThrow(visit, page);
  return new Response("ok");
});

async function touchVisitOrThrow(visit: string, page: string): Promise<void> {
  const { error } = await admin.from("visits").update({ last_page: page }).eq("id", visit);
  if (error) throw error;
}
