import express from "express";
import { rateLimit } from "express-rate-limit";

const app = express();
app.use(
  rateLimit({
    limit: 20,
    keyGenerator: request => request.headers["x-forwarded-for"]?.split(",")[0] ?? "", // expect: no-spoofable-limit-key/clientHeader error
  }),
);
app.use(rateLimit({ limit: 20, keyGenerator: request => request.ip })); // ok: no-spoofable-limit-key — the framework's address
