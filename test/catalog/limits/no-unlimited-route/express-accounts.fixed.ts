import express from "express";
import rateLimit from "express-rate-limit";
import { confirmEmail, forgotPassword, login, resendCode, resetPassword, signUp } from "./accounts";

const attempts = rateLimit({ windowMs: 15 * 60_000, limit: 10 });

export const accounts = express.Router();

accounts.get("/healthz", (_request, response) => response.sendStatus(204)); // ok: no-unlimited-route — a probe
accounts.post("/login", attempts, login);
accounts.post("/sign-up", attempts, signUp);
accounts.post("/password/forgot", attempts, forgotPassword);
accounts.post("/password/reset", attempts, resetPassword); // expect: no-unlimited-route/unlimitedSibling warning
accounts.post("/email/confirm", attempts, confirmEmail);
accounts.post("/email/resend", attempts, resendCode);
