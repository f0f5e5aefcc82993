import { db } from "./db";

// expect: require-dead-letter/idleModule warning
export const deadLetters = {
  async add(type: string, payload: unknown, error: string) {
    await db.from("dead_letters").insert({ type, payload, error });
  },
};
