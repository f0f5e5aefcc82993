import { api } from "@acme/api";

api.post("/login", { rateLimit: { max: 5 } }, async () => ({ sent: 1 })); // ok: no-unenforced-limiter — no plugin that reads it elsewhere
