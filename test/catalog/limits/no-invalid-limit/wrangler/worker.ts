interface Env {
  LOGIN_LIMITER: { limit(options: { key: string }): Promise<{ success: boolean }> };
}

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const { success } = await env.LOGIN_LIMITER.limit({ key: request.url });
    return success ? new Response("welcome") : new Response("slow down", { status: 429 });
  },
};
