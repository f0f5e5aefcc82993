import { compare } from "bcryptjs";
import { checkCodeRateLimit, checkForgotPasswordRateLimit, checkLoginRateLimit } from "../../../../lib/login-limit";
import { accounts } from "../../../../lib/accounts";

export async function POST(request: Request) {
  const ip = request.headers.get("cf-connecting-ip") ?? "";
  if (!checkLoginRateLimit(ip).allowed) return new Response("Too many attempts.", { status: 429 });
  const { email, password, code } = await request.json();
  if (!checkCodeRateLimit(email, ip).allowed) return new Response("Too many codes.", { status: 429 });
  const account = await accounts.find(email);
  const isRight = account !== undefined && (await compare(password, account.hash)) && code === account.code;
  return new Response(null, { status: isRight ? 204 : 401 });
}

export async function PUT(request: Request) {
  const ip = request.headers.get("cf-connecting-ip") ?? "";
  if (!checkForgotPasswordRateLimit(ip).allowed) return new Response("Later.", { status: 429 });
  return new Response(null, { status: 202 });
}
