const timer = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

export class Client {
  async send(url: string, options: RequestInit, totalRetries = 0): Promise<Response> {
    const response = await fetch(url, options);
    if (response.ok) return response;
    const body = await response.text();
    if (totalRetries > 2) throw new Error(body);
    if (response.status === 429 || body.includes("rate_limit_exceeded")) {
      await timer(5000); // expect: require-retry-backoff/samePace warning
      return this.send(url, options, totalRetries + 1);
    }
    throw new Error(body);
  }

  async sendGrowing(url: string, options: RequestInit, totalRetries = 0): Promise<Response> {
    const response = await fetch(url, options);
    if (response.ok) return response;
    if (totalRetries > 2) throw new Error(await response.text());
    if (response.status === 429) {
      await timer(Math.min(1000 * 2 ** totalRetries, 30_000)); // ok: require-retry-backoff — grows
      return this.sendGrowing(url, options, totalRetries + 1);
    }
    throw new Error(await response.text());
  }

  async transcript(url: string): Promise<string> {
    for (let attempt = 0; attempt < 60; attempt++) {
      await timer(3000); // ok: require-retry-backoff — asks for the state of a job, nothing failed
      const response = await fetch(url);
      const { status, text } = (await response.json()) as { status: string; text: string };
      if (status === "completed") return text;
    }
    throw new Error("timed out");
  }

  async authorised(url: string, token: string): Promise<Response> {
    try {
      return await fetch(url, { headers: { authorization: token } });
    } catch (error) {
      if (!(error instanceof ExpiredToken)) throw error;
      return this.authorised(url, token); // ok: require-retry-backoff — nothing tells that it is repeated more than once
    }
  }
}

class ExpiredToken extends Error {}
