const { Router } = require("express");
const { readLimiter, writeLimiter } = require("./limits");

const router = Router();
router.get("/products", readLimiter, (_request, response) => response.json([]));
router.post("/products", (_request, response) => response.sendStatus(201));

module.exports = router;
