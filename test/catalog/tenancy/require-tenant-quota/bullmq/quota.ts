export async function assertQuota(organizationId: string, what: string) {
  const used = await fetch(`https://usage.example.com/${organizationId}/${what}`);
  if (!used.ok) throw new Error("quota exceeded");
}
