import Redis from "ioredis";

const redis = new Redis(process.env.REDIS_URL!);

export async function limitLogin(email: string): Promise<boolean> {
  const key = `login:${email}`;
  const attempts = await redis.incr(key);
  if (attempts === 1) await redis.expire(key, 900); // expect: no-racy-limiter/leftover error
  return attempts <= 5;
}
