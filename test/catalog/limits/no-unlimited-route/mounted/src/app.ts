import express from "express";
import rateLimit from "express-rate-limit";
import { answers } from "./answers";

const app = express();
app.use("/api", rateLimit({ windowMs: 60_000, limit: 60 }));
app.use("/api/answers", answers);
app.listen(3000);
