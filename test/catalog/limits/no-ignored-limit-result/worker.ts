interface Env {
  CONTACT_LIMITER: { limit(options: { key: string }): Promise<{ success: boolean }> };
}

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const ip = request.headers.get("cf-connecting-ip") ?? "";
    await env.CONTACT_LIMITER.limit({ key: ip }); // expect: no-ignored-limit-result/dropped error
    const { success } = await env.CONTACT_LIMITER.limit({ key: `${ip}:write` }); // ok: no-ignored-limit-result — tested
    if (!success) return new Response("Too many requests", { status: 429 });
    return new Response("ok");
  },
};
