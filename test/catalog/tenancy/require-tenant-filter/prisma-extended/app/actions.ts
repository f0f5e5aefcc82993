"use server";

import { requireUser } from "./auth.ts";
import { base, labelled, prisma } from "./db.ts";

export async function finishTask(taskId: string) {
  const { workspaceId } = await requireUser();
  // ok: require-tenant-filter — the extension adds the workspace to every operation
  await prisma.task.update({ where: { id: taskId }, data: { title: "done" } });
  return workspaceId;
}

export async function dropTask(taskId: string) {
  const { workspaceId } = await requireUser();
  // expect: require-tenant-filter/chosenByCaller error
  await base.task.delete({ where: { id: taskId } });
  return workspaceId;
}

export async function listLabels(labelId: string, taskId: string) {
  const { workspaceId } = await requireUser();
  // ok: require-tenant-filter — the extension is for this model
  const labels = await labelled.label.findMany({ where: { id: labelId } });
  // expect: require-tenant-filter/chosenByCaller error
  const task = await labelled.task.findMany({ where: { id: taskId } });
  return { labels, task, workspaceId };
}

export async function countTitles(taskId: string) {
  const { workspaceId } = await requireUser();
  // expect: require-tenant-filter/chosenByCaller error
  const rows = await prisma.$queryRaw`SELECT title FROM "Task" WHERE id = ${taskId}`;
  // ok: require-tenant-filter — the workspace is in the text
  const mine = await prisma.$queryRaw`SELECT title FROM "Task" WHERE id = ${taskId} AND "workspaceId" = ${workspaceId}`;
  return { rows, mine };
}

export async function renameByText(labelId: string) {
  const { workspaceId } = await requireUser();
  // expect: require-tenant-filter/chosenByCaller error
  await prisma.$executeRawUnsafe('UPDATE "Label" SET name = $2 WHERE id = $1', labelId, "x");
  return workspaceId;
}
