import { getDueTasks } from "./retry-store";

export async function handlePending(env: { DB: D1Database }): Promise<Response> {
  const tasks = await getDueTasks(env);
  return Response.json({ tasks, total: tasks.length });
}
