/** Whether two values of plain data say the same. A property that is undefined says nothing. */
export function sameData(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
  if (Array.isArray(left) || Array.isArray(right))
    return (
      Array.isArray(left) &&
      Array.isArray(right) &&
      left.length === right.length &&
      left.every((one, index) => sameData(one, right[index]))
    );
  const said = (data: object, key: string) => (data as Record<string, unknown>)[key];
  return (
    Object.keys(left).every(key => sameData(said(left, key), said(right, key))) &&
    Object.keys(right).every(key => key in left || said(right, key) === undefined)
  );
}
