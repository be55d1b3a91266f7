import { cpuUsage } from 'node:process';

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

/** What one piece of work took, in milliseconds: by the clock, and of the processor alone. */
export type Timing = { readonly clock: number; readonly processor: number };

export const timed = (work: () => unknown): Timing => {
  const before = cpuUsage();
  const since = performance.now();
  work();
  const clock = performance.now() - since;
  const used = cpuUsage(before);
  return { clock, processor: (used.user + used.system) / 1_000 };
};

const quantiles = (values: readonly number[]): readonly [number, number, number] => {
  const sorted = [...values].sort((one, other) => one - other);
  return [at(sorted, 0.5), at(sorted, 0.95), sorted.at(-1) ?? Number.NaN];
};

const columns = (values: readonly number[]): string =>
  quantiles(values)
    .map((value) => value.toFixed(2).padStart(9))
    .join('');

/** One line: median, 95th percentile and largest in milliseconds, by the clock and of the processor. */
export const describeTimes = (name: string, timings: readonly Timing[], limit?: number): string => {
  const clock = timings.map((timing) => timing.clock);
  const processor = timings.map((timing) => timing.processor);
  const verdict = (values: readonly number[]): string => (quantiles(values)[1] < (limit ?? 0) ? 'yes' : 'NO');
  const judged = limit === undefined ? '' : `  p95 < ${limit}: ${verdict(clock)}, ${verdict(processor)}`;
  return `${name.padEnd(40)}${columns(clock)} ms  processor${columns(processor)} ms${judged}`;
};

/** Time of the clock and of the processor that pieces of work took together. */
export const createStopwatch = () => {
  const pieces: Timing[] = [];
  return {
    run: <Outcome>(work: () => Outcome): Outcome => {
      const outcomes: Outcome[] = [];
      pieces.push(timed(() => outcomes.push(work())));
      return outcomes[0] as Outcome;
    },
    describe: (name: string, count: number): string => {
      const seconds = pieces.reduce((sum, piece) => sum + piece.clock, 0) / 1_000;
      const processor = pieces.reduce((sum, piece) => sum + piece.processor, 0) / 1_000;
      const rate = (divisor: number): string => Math.round(count / divisor).toLocaleString('en');
      return `${name.padEnd(40)}${rate(seconds)} a second by the clock, ${rate(processor)} by the processor`;
    },
    pieces: (): readonly Timing[] => pieces,
  };
};
