export const RATE_LIMITS = { // expect: no-unenforced-limiter/unreadTable warning
  free: { requests: 20, windowMs: 60_000 },
  pro: { requests: 200, windowMs: 60_000 },
};

export const PLAN_RATE_LIMITS = { // ok: no-unenforced-limiter — the handler reads it
  free: { requests: 20, windowMs: 60_000 },
  pro: { requests: 200, windowMs: 60_000 },
};
