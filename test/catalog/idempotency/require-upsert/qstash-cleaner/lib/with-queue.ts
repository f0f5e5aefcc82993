import { verifySignatureAppRouter } from "@upstash/qstash/nextjs";

type Handler = (request: Request) => Promise<Response>;

export function withQueue(handler: Handler): Handler {
  return async request => {
    if (request.headers.get("x-internal-key") === process.env.INTERNAL_KEY) return handler(request);
    const verified = verifySignatureAppRouter((signed: Request) => handler(signed));
    return verified(request);
  };
}
