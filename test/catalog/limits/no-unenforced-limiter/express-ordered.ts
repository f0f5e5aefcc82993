import express from "express";
import rateLimit from "express-rate-limit";
import { uploads } from "./uploads";

const app = express();
const apiLimiter = rateLimit({ windowMs: 60_000, limit: 100 });
const loginLimiter = rateLimit({ windowMs: 900_000, limit: 5 });

// Probes must not be limited.
app.get("/healthz", (_request, response) => response.send("ok"));
app.use(apiLimiter); // ok: no-unenforced-limiter — the routes below pass it
app.post("/login", loginLimiter, (_request, response) => response.sendStatus(204)); // ok: no-unenforced-limiter — an argument of the route
app.use("/uploads", uploads);

app.listen(3000);
