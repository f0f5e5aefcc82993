export async function sendInvite(email: string) {
  await fetch("https://mail.example.com/invites", { method: "POST", body: JSON.stringify({ email }) });
}
