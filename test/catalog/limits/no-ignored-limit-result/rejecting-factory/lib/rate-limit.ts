type Options = { interval: number; maxTracked: number };

export function rateLimit({ interval, maxTracked }: Options) {
  const counts = new Map<string, { count: number; until: number }>();
  return {
    check: (limit: number, token: string) =>
      new Promise<void>((resolve, reject) => {
        if (counts.size > maxTracked) counts.clear();
        const entry = counts.get(token) ?? { count: 0, until: Date.now() + interval };
        entry.count += 1;
        counts.set(token, entry);
        return entry.count > limit ? reject() : resolve();
      }),
  };
}

export const generationLimiter = rateLimit({ interval: 60_000, maxTracked: 500 });
