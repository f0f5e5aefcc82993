import axios from "axios";
import OpenAI from "openai";

const openai = new OpenAI();

export async function reserve(orderId: string) {
  const { data } = await axios.post("https://warehouse.example.com/reservations", { orderId });
  return data;
}

export async function notify(orderId: string) {
  await axios.post("https://chat.example.com/messages", { text: orderId });
}

export function summarise(order: unknown) {
  return openai.responses.create({ model: "gpt-5-mini", input: JSON.stringify(order) });
}
