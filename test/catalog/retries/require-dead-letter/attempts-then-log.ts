import { transport } from "./transport";

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

export class Mailer {
  async deliver(to: string, text: string): Promise<void> {
    let last: unknown;
    for (let attempt = 0; attempt < 3; attempt++) {
      try {
        await transport.sendMail({ to, text });
        return;
      } catch (error) {
        last = error;
        if (attempt < 2) await pause(700);
      }
    }
    console.error(`mail to ${to} failed`, last); // expect: require-dead-letter/givenUp warning
  }

  async deliverOrThrow(to: string, text: string): Promise<void> {
    let last: unknown;
    for (let attempt = 0; attempt < 3; attempt++) {
      try {
        await transport.sendMail({ to, text });
        return;
      } catch (error) {
        last = error;
        await pause(700);
      }
    }
    console.error(`mail to ${to} failed`, last);
    throw last; // ok: require-dead-letter — the caller hears of it
  }

  async deliverOrSay(to: string, text: string): Promise<boolean> {
    for (let attempt = 0; attempt < 3; attempt++) {
      try {
        await transport.sendMail({ to, text });
        return true;
      } catch {
        await pause(700);
      }
    }
    console.error(`mail to ${to} failed`);
    return false; // ok: require-dead-letter — the answer says so
  }

  async warm(key: string): Promise<void> {
    for (let attempt = 0; attempt < 3; attempt++) {
      try {
        await transport.load(key);
        return;
      } catch {
        await pause(100);
      }
    }
    console.warn(`cache for ${key} stays cold`); // ok: require-dead-letter — nothing was to be delivered
  }
}
