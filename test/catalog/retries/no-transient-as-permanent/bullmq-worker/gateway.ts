export class GatewayError extends Error {}
export class GatewayRefused extends Error {}

export async function capture(paymentId: string): Promise<void> {
  const response = await fetch(`https://pay.example.com/${paymentId}/capture`, { method: "POST" });
  if (!response.ok) throw new GatewayError(`capture: ${response.status}`);
}

export async function release(paymentId: string): Promise<void> {
  const response = await fetch(`https://pay.example.com/${paymentId}/release`, { method: "POST" });
  if (response.status >= 500 || response.status === 429) throw new Error(`release: ${response.status}`);
  if (!response.ok) throw new GatewayRefused(`release: ${response.status}`);
}
