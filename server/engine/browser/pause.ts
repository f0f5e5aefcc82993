export function delay(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}

/** Lets messages in that have come meanwhile. */
export function pause(): Promise<void> {
  return delay(0);
}
