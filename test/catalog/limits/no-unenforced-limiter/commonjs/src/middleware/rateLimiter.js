const rateLimit = require("express-rate-limit");

const apiLimiter = rateLimit({ windowMs: 15 * 60 * 1000, max: 100 }); // ok: no-unenforced-limiter — the application uses it
const authLimiter = rateLimit({ windowMs: 15 * 60 * 1000, max: 5 }); // expect: no-unenforced-limiter/neverUsed error
const uploadLimiter = rateLimit({ windowMs: 60 * 60 * 1000, max: 20 }); // ok: no-unenforced-limiter — read from the module as a whole

module.exports = { apiLimiter, authLimiter, uploadLimiter };
