import express from "express";
import rateLimit from "express-rate-limit";

const WINDOW_SECONDS = 15 * 60;
const QUARTER_HOUR = 15 * 60 * 1000;

const app = express();
app.use("/login", rateLimit({ windowMs: WINDOW_SECONDS, limit: 5 })); // expect: no-invalid-limit/tooShort error
app.use("/reset", rateLimit({ windowMs: 1800, limit: 5 })); // expect: no-invalid-limit/tooShort warning
app.use("/export", rateLimit({ windowMs: QUARTER_HOUR, limit: 0 })); // expect: no-invalid-limit/blocksAll error
app.use("/api", rateLimit({ windowMs: QUARTER_HOUR, limit: 100 })); // ok: no-invalid-limit — a quarter of an hour
app.use("/poll", rateLimit({ windowMs: 1000, limit: 5 })); // ok: no-invalid-limit — per second
app.get("/login", (_request, response) => response.sendStatus(204));
app.listen(3000);
