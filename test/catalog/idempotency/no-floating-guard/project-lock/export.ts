export async function exportReport(name: string) {
  await fetch("https://reports.example.com/exports", { method: "POST", body: JSON.stringify({ name }) });
}
