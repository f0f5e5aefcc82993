export async function deliver(address: string, body: string): Promise<void> {
  const response = await fetch("https://gateway.example.com/v1/messages", {
    method: "POST",
    body: JSON.stringify({ to: address, body }),
  });
  if (!response.ok) throw new Error(`gateway answered ${response.status}`);
}
