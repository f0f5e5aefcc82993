import { fetchJson } from "./fetch-json.ts";

export const prices = () => fetchJson("https://prices.example.com", { timeoutMs: 500 });
export const rates = () => fetchJson("https://rates.example.com", { timeoutMs: 500, retries: 3 });
