import express from "express";
import rateLimit from "express-rate-limit";
import { createReport, listPlans, requireAuth } from "./app";

const perHour = rateLimit({ windowMs: 3_600_000, limit: 20 }); // expect: require-tenant-limit-key/accountByAddress warning
const perMinute = rateLimit({ windowMs: 60_000, limit: 60 }); // ok: require-tenant-limit-key — stands before the caller is known
const byAccount = rateLimit({ windowMs: 60_000, limit: 60, keyGenerator: request => request.user.id }); // ok: require-tenant-limit-key — by account

const app = express();
app.use(perMinute);
app.get("/plans", listPlans);
app.post("/reports", requireAuth, perHour, createReport);
app.post("/reports/scheduled", requireAuth, byAccount, createReport);
