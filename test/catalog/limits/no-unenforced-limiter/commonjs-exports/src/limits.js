const rateLimit = require("express-rate-limit");

// ok: no-unenforced-limiter — the router passes it
exports.readLimiter = rateLimit({ windowMs: 60 * 1000, max: 120 });
// expect: no-unenforced-limiter/neverUsed error
exports.writeLimiter = rateLimit({ windowMs: 60 * 1000, max: 10 });
