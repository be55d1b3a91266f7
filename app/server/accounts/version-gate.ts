const parse = (version: string): number[] | undefined => {
  const match = /^\s*v?(\d{1,9}(?:\.\d{1,9})*)/u.exec(version);
  return match?.[1]?.split('.').map(Number);
};

/**
 * Whether a client is older than the server wants. A version that is no dotted number cannot be compared and passes:
 * the gate spares people an old screen, it is no protection.
 */
export const isOlder = (version: string, minimum: string): boolean => {
  const left = parse(version);
  const right = parse(minimum);
  if (left === undefined || right === undefined) return false;
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
};
