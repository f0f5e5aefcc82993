import express from "express";
import { rateLimit } from "express-rate-limit";

const app = express();
app.set("trust proxy", 1); // ok: no-spoofable-limit-key — one proxy
app.use(rateLimit({ windowMs: 60_000, limit: 20 }));
