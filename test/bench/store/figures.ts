import { cpuUsage } from 'node:process';

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

/** One line: median, 95th percentile and largest of milliseconds. */
export const describeTimes = (name: string, values: readonly number[], limit?: number): string => {
  const sorted = [...values].sort((one, other) => one - other);
  const numbers = [at(sorted, 0.5), at(sorted, 0.95), sorted.at(-1) ?? Number.NaN].map((value) =>
    value.toFixed(2).padStart(9),
  );
  const judged = limit === undefined ? '' : `  p95 < ${limit}: ${at(sorted, 0.95) < limit ? 'yes' : 'NO'}`;
  return `${name.padEnd(44)}${numbers.join('')} ms  (n = ${values.length})${judged}`;
};

/** Time of the clock and of the processor that pieces of work took together. */
export const createStopwatch = () => {
  const pieces: number[] = [];
  let processor = 0;
  return {
    run: <Outcome>(work: () => Outcome): Outcome => {
      const before = cpuUsage();
      const since = performance.now();
      const outcome = work();
      pieces.push(performance.now() - since);
      const used = cpuUsage(before);
      processor += (used.user + used.system) / 1_000_000;
      return outcome;
    },
    describe: (name: string, count: number): string => {
      const seconds = pieces.reduce((sum, piece) => sum + piece, 0) / 1_000;
      const rate = (divisor: number): string => Math.round(count / divisor).toLocaleString('en');
      return `${name.padEnd(44)}${rate(seconds)} a second by the clock, ${rate(processor)} by the processor`;
    },
    pieces: (): readonly number[] => pieces,
  };
};
