import pRetry from "p-retry";

const pause = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms));

export async function ping(url: string): Promise<void> {
  // expect: no-silent-failure-retry/answer warning
  await pRetry(() => fetch(url, { method: "POST" }), { retries: 3 });
}

export async function pingAndLook(url: string): Promise<boolean> {
  // ok: no-silent-failure-retry — lost connections are tried again, and the status is looked at after
  const response = await pRetry(() => fetch(url, { method: "POST" }), { retries: 3 });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return true;
}

export async function upload(file: Blob): Promise<void> {
  // expect: no-silent-failure-retry/swallowed error
  await pRetry(
    async () => {
      try {
        await send(file);
      } catch (error) {
        console.error("upload failed", error);
      }
    },
    { retries: 3 },
  );
}

export async function uploadLoudly(file: Blob): Promise<void> {
  // ok: no-silent-failure-retry — what is logged is thrown on
  await pRetry(
    async () => {
      try {
        await send(file);
      } catch (error) {
        console.error("upload failed", error);
        throw error;
      }
    },
    { retries: 3 },
  );
}

async function send(file: Blob): Promise<void> {
  const response = await fetch("https://files.example.com/upload", { method: "PUT", body: file });
  if (response.status >= 500) throw new Error(`HTTP ${response.status}`);
  await pause(10);
}
