/** Whether a version or requirement (`0.142.2`, `^0.140`, `>=0.137,<1`) is at least another; an open lower bound counts by its number. */
export function atLeast(version: string, wanted: string): boolean {
  const numbers = /\d+(?:\.\d+)*/u.exec(version)?.[0].split(".").map(Number);
  if (!numbers) return false;
  const other = wanted.split(".").map(Number);
  for (let i = 0; i < other.length; i++) {
    const difference = (numbers[i] ?? 0) - other[i]!;
    if (difference !== 0) return difference > 0;
  }
  return true;
}
