import { PrismaClient } from "@prisma/client";

const prisma = new PrismaClient();

// A person starts it, and a person sees to it.
export async function acceptApplication(id: string) {
  await prisma.application.updateMany({
    where: { id, status: "PENDING" },
    data: { status: "REVIEWING" }, // ok: no-lost-claim — no program does the work
  });
}

interface Upload {
  status: "QUEUED" | "RUNNING" | "DONE";
  rank: number;
}

// What is kept in memory goes with the process.
export class UploadQueue {
  private uploads = new Map<string, Upload>();

  startNext(limit: number) {
    const waiting = Array.from(this.uploads.values()).filter(upload => upload.status === "QUEUED");
    for (const upload of waiting.slice(0, limit)) upload.status = "RUNNING"; // ok: no-lost-claim — no stored row
  }
}
