import Redis from "ioredis";

const redis = new Redis(process.env.REDIS_URL!);

export async function limitLogin(email: string): Promise<boolean> {
  const key = `login:${email}`;
  const attempts = Number((await redis.multi().incr(key).expire(key, 900, "NX").exec())?.[0]?.[1]);
  // expect: no-racy-limiter/leftover error
  return attempts <= 5;
}
