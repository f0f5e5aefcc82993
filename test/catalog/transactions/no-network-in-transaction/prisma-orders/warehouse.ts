import axios from "axios";

export async function reserve(orderId: string) {
  const { data } = await axios.post("https://warehouse.example.com/reservations", { orderId });
  return data;
}

export async function notify(orderId: string) {
  await axios.post("https://chat.example.com/messages", { text: orderId });
}
