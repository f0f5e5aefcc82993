import { createClient } from "@supabase/supabase-js";
import { crawl } from "./crawl";

const supabase = createClient(process.env.SUPABASE_URL!, process.env.SUPABASE_SERVICE_ROLE_KEY!);

export async function POST() {
  const { data: jobs } = await supabase.from("crawl_queue").select("*").eq("status", "pending").limit(5);
  for (const job of jobs ?? []) {
    const { data: mine } = await supabase
      .from("crawl_queue")
      .update({ status: "fetching_pages" }) // expect: no-lost-claim/marked [warning]
      .eq("id", job.id)
      .eq("status", "pending")
      .select("id");
    if (!mine?.length) continue;
    const pages = await crawl(job.url);
    await supabase.from("crawl_queue").update({ status: "scoring_pages" }).eq("id", job.id);
    await supabase.from("crawl_queue").update({ status: "done", pages }).eq("id", job.id);
  }
}
