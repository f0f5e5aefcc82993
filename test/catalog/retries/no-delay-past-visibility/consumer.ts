interface Job {
  orderId: string;
}

declare function settle(job: Job): Promise<void>;

export const hourly = {
  async queue(batch: MessageBatch<Job>): Promise<void> {
    for (const message of batch.messages) {
      try {
        await settle(message.body);
        message.ack();
      } catch {
        // expect: no-delay-past-visibility/refused error
        message.retry({ delaySeconds: 60 ** message.attempts });
      }
    }
  },
};

export const gentle = {
  async queue(batch: MessageBatch<Job>): Promise<void> {
    for (const message of batch.messages) {
      try {
        await settle(message.body);
        message.ack();
      } catch {
        // ok: no-delay-past-visibility — three retries come to 7 h 30 min
        message.retry({ delaySeconds: 30 ** message.attempts });
      }
    }
  },
};

export const capped = {
  async queue(batch: MessageBatch<Job>): Promise<void> {
    for (const message of batch.messages) {
      // ok: no-delay-past-visibility — never above the longest delay
      message.retry({ delaySeconds: Math.min(60 ** message.attempts, 43_200) });
    }
  },
};
