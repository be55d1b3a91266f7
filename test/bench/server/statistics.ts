const sorted = (values: readonly number[]): number[] => [...values].sort((left, right) => left - right);

/** The value that a share of all values does not exceed (nearest rank). */
export const quantile = (values: readonly number[], share: number): number =>
  sorted(values)[Math.max(0, Math.ceil(values.length * share) - 1)] ?? Number.NaN;

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Two-sided p of a standard normal value (Abramowitz and Stegun 7.1.26). */
const twoSided = (z: number): number => {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return series * Math.exp(-x * x);
};

/**
 * The Mann-Whitney test on two series of times.
 * @returns `chance`: how often a value of the first is below one of the second (0.5: no telling them apart), and the
 *   probability `p` of a difference as large when there is none
 */
export const compareTimes = (
  first: readonly number[],
  second: readonly number[],
): { readonly chance: number; readonly p: number } => {
  let below = 0;
  for (const left of first) for (const right of second) below += left < right ? 1 : left === right ? 0.5 : 0;
  const pairs = first.length * second.length;
  const spread = Math.sqrt((pairs * (first.length + second.length + 1)) / 12);
  return { chance: below / pairs, p: twoSided((below - pairs / 2) / spread) };
};
