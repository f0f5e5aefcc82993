export class AdsClient {
  constructor(private readonly token: string) {}

  async uploadConversion(conversion: { clickId: string; value: number }): Promise<{ id: string }> {
    return this.request("/conversions", conversion);
  }

  private async request<T>(path: string, body: object): Promise<T> {
    const response = await fetch(`https://ads.example.com${path}`, {
      method: "POST",
      headers: { Authorization: `Bearer ${this.token}` },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return (await response.json()) as T;
  }
}
