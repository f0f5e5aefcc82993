export async function keepFailed(data: unknown, error: Error): Promise<void> {
  await fetch("https://ops.example.com/failed", { method: "POST", body: JSON.stringify({ data, error: error.message }) });
}
