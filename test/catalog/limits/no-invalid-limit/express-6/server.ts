import express from "express";
import rateLimit from "express-rate-limit";

const app = express();
app.use("/export", rateLimit({ windowMs: 60_000, max: 0 })); // expect: no-invalid-limit/disabled error
app.use("/api", rateLimit({ windowMs: 60_000, max: 100 })); // ok: no-invalid-limit — a hundred a minute
app.get("/api", (_request, response) => response.sendStatus(204));
app.listen(3000);
