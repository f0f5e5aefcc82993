/** Realistic files, one for each way of writing a module. Tests cut them anywhere. */
export const samples: Readonly<Record<string, string>> = {
  "route.ts": `// app/api/leads/route.ts
"use server";
import { NextResponse, type NextRequest } from "next/server";
import { createClient } from "@supabase/supabase-js";
import type { Database } from "@/types/database";

const admin = createClient<Database>(process.env.SUPABASE_URL!, process.env.SERVICE_ROLE_KEY as string);
const SLUG = /^[a-z/*]+\\/(\\d+)$/i; // not a comment: "//"

/** Lists the leads of a site. */
export async function GET(request: NextRequest): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const siteId = searchParams.get("site") ?? undefined;
  let query = admin.from("leads").select(\`id, \${siteId ? "site_id" : "*"}\`, { count: "exact" });
  if (siteId) query = query.eq("site_id", siteId);
  const { data: rows = [], error } = await query.order("created_at", { ascending: false }).limit(50);
  if (error) return NextResponse.json({ error: error.message }, { status: 500 });
  return NextResponse.json({ rows, slug: SLUG.test(siteId!) });
}

export const retry = async <T,>(work: () => Promise<T>, attempts = 5): Promise<T> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= attempts || (error as { status?: number })?.status === 400) throw error;
      await new Promise(resolve => setTimeout(resolve, Math.min(1000 * 2 ** attempt, 30_000)));
    } finally {
      console.log("tried", attempt);
    }
  }
};
`,
  "billing.service.ts": `import { Injectable, Inject } from '@nestjs/common';
import { Process, Processor } from '@nestjs/bull';
import Stripe = require('stripe');

export enum Plan { Free, Pro = 10, Team, Custom = 'custom' }

interface Charge extends Base<string> { readonly amount: number; items?: Array<{ sku: string; n: 1 | 2 }>; [key: string]: unknown }
type Handler<T> = T extends (infer U)[] ? (job: U) => void : { [K in keyof T]?: T[K] };

@Injectable()
@Processor('billing')
export class BillingService extends Worker<Charge> implements OnModuleInit {
  @Inject('STRIPE') private readonly stripe!: Stripe;
  static instances = 0;
  #cache = new Map<string, Charge>();

  constructor(private readonly db: Database, @Inject(CONFIG) config: Config = defaults) {
    super({ ...config, attempts: 3 });
    BillingService.instances++;
  }

  @Process({ name: 'charge', concurrency: 5 })
  async charge({ data, id: jobId }: Job<Charge>, ...rest: unknown[]) {
    switch (data.kind) {
      case 'card':
      case 'sepa':
        await this.stripe.charges.create({ amount: data.amount }, { idempotencyKey: \`\${jobId}:\${data.kind}\` });
        break;
      default:
        throw new Error('unknown kind', { cause: data });
    }
    outer: for (const [key, one] of this.#cache) {
      if (!one?.items?.length) continue outer;
      do { this.db.save(key) } while (rest.pop());
    }
  }

  get size() { return this.#cache.size }
  abstract later(): void;
}

export default BillingService;
namespace Internal { export const version = 1 }
`,
  "worker.js": `#!/usr/bin/env node
'use strict';
const { Queue, Worker: QueueWorker } = require('bullmq');
const Redis = require('ioredis').default, fs = require('fs');
require('dotenv/config');

var connection = new Redis(process.env.REDIS_URL || 'redis://localhost:6379', { maxRetriesPerRequest: null });
/* the queue
   of mails */
const queue = new Queue('mail', { connection: connection, defaultJobOptions: { attempts: 3, backoff: { type: 'exponential', delay: 1e3 } } });

function* ids(n) { for (var i = 0; i < n; i++) yield i / 2 /* half */; yield* more() }

exports.send = async function (to) {
  const mailer = await import('./mailer.js');
  await queue.add('send', { to, at: Date.now() }, { jobId: 'send:' + to });
  with (mailer) { deliver(to) }
  return typeof to === 'string' && !(to in blocked) ? void 0 : delete cache[to];
};
exports.ids = ids;
module.exports.worker = new QueueWorker('mail', job => mailer.send(job.data), { connection });
`,
  "page.tsx": `"use client";
import React, { useState } from "react";
import * as Dialog from "@/components/dialog";

export default function Page({ params: { id }, ...rest }: Props) {
  const [rows, setRows] = useState<Row[]>([]);
  const load = async () => {
    const response = await fetch(\`/api/rows/\${id}\`, { method: "POST", body: JSON.stringify({ id }) });
    if (response.status !== 200) return;
    setRows(await response.json() satisfies Row[]);
  };
  return (
    <>
      <Dialog.Root open={!!rows.length} onOpenChange={() => load()} {...rest}>
        <a href="https://example.com">see https://example.com // not a comment</a>
        {/* a comment */}
        {rows.map(row => <Item key={row.id} {...row}>{row.name ?? "none"} &amp; more</Item>)}
      </Dialog.Root>
      <button onClick={load} disabled>Load {rows.length}</button>
    </>
  );
}
`,
};
