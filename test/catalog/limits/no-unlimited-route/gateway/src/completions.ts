interface Env {
  RATE_LIMITER: { get(id: string): { fetch(request: Request): Promise<Response> } };
  MODEL_KEY: string;
}

async function complete(prompt: string, env: Env): Promise<string> {
  const response = await fetch("https://api.openai.com/v1/chat/completions", {
    method: "POST",
    headers: { authorization: `Bearer ${env.MODEL_KEY}` },
    body: JSON.stringify({ model: "gpt-4o-mini", messages: [{ role: "user", content: prompt }] }),
  });
  const data = (await response.json()) as { choices: [{ message: { content: string } }] };
  return data.choices[0].message.content;
}

export async function summarise(ticket: string, env: Env): Promise<string> {
  const limiter = env.RATE_LIMITER.get("global");
  const answer = await limiter.fetch(new Request("http://limits/check", { method: "POST", body: "800" }));
  const { allowed } = (await answer.json()) as { allowed: boolean };
  if (!allowed) throw new Error("The daily budget is spent.");
  return complete(`Summarise: ${ticket}`, env);
}

export async function completeText(prompt: string, env: Env): Promise<string> { // expect: no-unlimited-route/bypassedByExport warning
  return complete(prompt, env);
}

// ok: no-unlimited-route — who calls it has asked the limiter
export async function classify(ticket: string, env: Env): Promise<string> {
  return complete(`Which queue does this belong to? ${ticket}`, env);
}

// ok: no-unlimited-route — reaches nothing that is limited
export function promptOf(ticket: string): string {
  return `Summarise: ${ticket}`;
}
