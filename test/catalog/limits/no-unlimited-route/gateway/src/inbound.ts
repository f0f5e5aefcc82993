import { classify, completeText } from "./completions";

interface Env {
  RATE_LIMITER: { get(id: string): { fetch(request: Request): Promise<Response> } };
  MODEL_KEY: string;
}

export async function answerMail(body: string, env: Env): Promise<string> {
  return completeText(`Answer this mail: ${body}`, env);
}

export async function routeMail(body: string, env: Env): Promise<string> {
  const limiter = env.RATE_LIMITER.get("routing");
  const answer = await limiter.fetch(new Request("http://limits/check", { method: "POST", body: "100" }));
  const { allowed } = (await answer.json()) as { allowed: boolean };
  return allowed ? classify(body, env) : "unsorted";
}
