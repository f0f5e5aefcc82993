const express = require("express");
const { apiLimiter } = require("./middleware/rateLimiter");
const limiters = require("./middleware/rateLimiter");

const app = express();
app.use("/api", apiLimiter);
app.post("/api/uploads", limiters.uploadLimiter, (_request, response) => response.sendStatus(201));
app.post("/login", (_request, response) => response.sendStatus(204));

module.exports = app;
