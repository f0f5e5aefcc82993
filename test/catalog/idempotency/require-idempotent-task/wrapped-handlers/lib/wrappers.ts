import { verifySignatureAppRouter } from "@upstash/qstash/nextjs";

type Handler = (request: Request) => Promise<Response>;

/** Takes calls of our own with a key, and messages of the queue with a signature. */
export const signedOrOurs = (handler: Handler): Handler => {
  return async request => {
    if (request.headers.get("x-our-key") === process.env.OUR_KEY) return handler(request);
    return verifySignatureAppRouter((signed: Request) => handler(signed))(request);
  };
};

export const ours = (handler: Handler): Handler => {
  return async request => {
    if (request.headers.get("x-our-key") !== process.env.OUR_KEY) return new Response("no", { status: 401 });
    return handler(request);
  };
};
