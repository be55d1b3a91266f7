export function withLock<Value>(
  file: string,
  held: (holder: number | undefined) => unknown,
  work: () => Promise<Value>,
): Promise<Value>;
