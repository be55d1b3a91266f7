export type Series = { readonly name: string; readonly unit: string; readonly values: readonly number[] };

const middle = (sorted: readonly number[]): number => sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;

/** One line: smallest, median and largest. */
export const describeSeries = ({ name, unit, values }: Series): string => {
  const sorted = [...values].sort((a, b) => a - b);
  const numbers = [sorted[0], middle(sorted), sorted.at(-1)].map((value) =>
    String(Math.round(value ?? Number.NaN)).padStart(7),
  );
  return `${name.padEnd(52)}${numbers.join(' ')}  ${unit}  (n = ${values.length})`;
};

/** Milliseconds that `work` takes. */
export const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const since = performance.now();
  await work();
  return performance.now() - since;
};
