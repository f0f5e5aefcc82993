/** A fault of the one who typed the command: one line on standard error, exit code 2, no stack. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
