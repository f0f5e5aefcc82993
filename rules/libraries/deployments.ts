/** Where programs run by what they are built with: packages that only make sense on a platform, and files of process managers. */
import { phrase } from "./phrase.ts";

export interface PlatformPackage {
  package: string;
  platform: string;
  /** In words for a message. */
  runs: string;
  source: string;
}

/** A project that depends on one of these is made for short-lived instances. */
export const SERVERLESS_PACKAGES: readonly PlatformPackage[] = [
  ["@vercel/functions", "vercel", "Vercel", "@vercel/functions 2 README"],
  ["@sveltejs/adapter-vercel", "vercel", "Vercel", "SvelteKit docs, adapter-vercel"],
  ["@astrojs/vercel", "vercel", "Vercel", "Astro docs, @astrojs/vercel"],
  ["@opennextjs/cloudflare", "cloudflare", "Cloudflare Workers", "OpenNext docs, Cloudflare"],
  ["@cloudflare/next-on-pages", "cloudflare", "Cloudflare Pages", "next-on-pages README"],
  ["@sveltejs/adapter-cloudflare", "cloudflare", "Cloudflare Workers", "SvelteKit docs, adapter-cloudflare"],
  ["@astrojs/cloudflare", "cloudflare", "Cloudflare Workers", "Astro docs, @astrojs/cloudflare"],
  ["@netlify/plugin-nextjs", "netlify", "Netlify Functions", "Netlify docs, Next.js runtime"],
  ["@netlify/functions", "netlify", "Netlify Functions", "Netlify docs, Functions"],
  ["@vendia/serverless-express", "lambda", "AWS Lambda", "serverless-express README"],
  ["serverless-http", "lambda", "AWS Lambda", "serverless-http README"],
  ["firebase-functions", "cloud-functions", "Cloud Functions", "Firebase docs, Cloud Functions"],
  ["@google-cloud/functions-framework", "cloud-functions", "Cloud Functions", "Functions Framework README"],
  ["mangum", "lambda", "AWS Lambda", "Mangum docs"],
  ["zappa", "lambda", "AWS Lambda", "Zappa README"],
  ["chalice", "lambda", "AWS Lambda", "Chalice docs"],
  ["functions-framework", "cloud-functions", "Cloud Functions", "Functions Framework for Python README"],
].map(([name, platform, runs, source]) => ({ package: name!, platform: platform!, runs: runs!, source: source! }));

/** A framework whose makers run it in short-lived instances, unless the project says otherwise. Source: Next.js docs, Deploying. */
export const SERVERLESS_FRAMEWORK = { package: "next", runs: phrase("a Next.js app"), ownServer: /standalone/u };

/** Folders whose functions a platform runs one request at a time. Source: Supabase docs, Edge Functions; Vercel docs, Python runtime. */
export const SERVERLESS_FOLDERS: readonly { folder: RegExp; runs: string; platform: string }[] = [
  { folder: /(?:^|\/)supabase\/functions\//u, runs: "Supabase Edge Functions", platform: "supabase" },
  { folder: /(?:^|\/)netlify\/(?:functions|edge-functions)\//u, runs: "Netlify Functions", platform: "netlify" },
];

/** Calls that start several processes, with the argument that says how many. */
export const PROCESS_CALLS: readonly { call: string; count?: string; source: string }[] = [
  { call: "cluster.fork()", source: "Node.js 22 docs, cluster" },
  { call: "cluster.default.fork()", source: "Node.js 22 docs, cluster" },
  { call: "node:cluster.fork()", source: "Node.js 22 docs, cluster" },
  { call: "node:cluster.default.fork()", source: "Node.js 22 docs, cluster" },
  { call: "uvicorn.run()", count: "workers", source: "uvicorn 0.34 docs, settings" },
  { call: "granian.Granian()", count: "workers", source: "granian 2 README" },
];

/** Configuration files of servers and process managers that are code. */
export const PROCESS_FILES: readonly { file: RegExp; key: RegExp; program: string; source: string }[] = [
  {
    file: /(?:^|\/)gunicorn[\w.-]*\.py$/u,
    key: /^workers$/u,
    program: "gunicorn",
    source: "gunicorn 23 docs, settings",
  },
  {
    file: /(?:^|\/)(?:ecosystem|pm2|process)[\w.-]*\.[cm]?[jt]s$/u,
    key: /^instances$/u,
    program: "pm2",
    source: "PM2 docs, ecosystem file",
  },
];

/** Commands, as written, that take work from a queue and serve no requests. Source: celery 5.6.3 bin/worker.py. */
export const QUEUE_WORKER = /^celery/u;
