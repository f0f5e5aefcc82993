interface Env {
  LIMITER: { limit(options: { key: string }): Promise<{ success: boolean }> };
  AI: { run(model: string, input: object): Promise<{ response: string }> };
}

async function complete(request: Request, env: Env): Promise<Response> {
  const { response } = await env.AI.run("@cf/meta/llama-3-8b-instruct", { prompt: await request.text() });
  return new Response(response);
}

async function preview(request: Request, env: Env): Promise<Response> {
  return complete(request, env);
}

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const url = new URL(request.url);
    const { success } = await env.LIMITER.limit({ key: request.headers.get("x-account") ?? "" });
    if (!success) return new Response(null, { status: 429 });
    if (url.pathname === "/answers") return complete(request, env); // ok: no-unlimited-route — limited before it is dispatched
    if (url.pathname === "/answers/preview") return preview(request, env); // ok: no-unlimited-route — this one too
    return new Response(null, { status: 404 });
  },
};
