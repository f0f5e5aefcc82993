import express from "express";
import rateLimit from "express-rate-limit";

const app = express();
const apiLimiter = rateLimit({ windowMs: 60_000, limit: 100 });

app.use(express.json());

app.use("/api", apiLimiter); // expect: no-unenforced-limiter/late error
app.get("/api/orders", async (_request, response) => {
  response.json(await listOrders());
});
app.post("/api/orders", async (request, response) => {
  response.status(201).json(await createOrder(request.body));
});


app.listen(3000);

async function listOrders() {
  return [];
}

async function createOrder(order: unknown) {
  return order;
}
