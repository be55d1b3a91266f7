import { minute, second } from '../clock.ts';

/** Waits after the third, fourth, … wrong code in a row; the last one repeats. */
const waits = [5 * second, 15 * second, 30 * second, minute, 2 * minute, 5 * minute];
const freeTries = 3;

export type Attempts = { readonly wrongCodes: number; readonly nextCodeAt: number };

export type AfterWrongCode = Attempts & { readonly attemptsLeft: number; readonly disables: boolean };

/** Seconds until the next code may be tried, rounded up. */
export const secondsToWait = (attempts: Attempts, now: number): number =>
  Math.max(0, Math.ceil((attempts.nextCodeAt - now) / second));

/**
 * Counts one wrong code.
 * @param limit wrong codes in a row that disable the account
 */
export const afterWrongCode = (attempts: Attempts, limit: number, now: number): AfterWrongCode => {
  const wrongCodes = attempts.wrongCodes + 1;
  const wait = wrongCodes < freeTries ? 0 : (waits[Math.min(wrongCodes - freeTries, waits.length - 1)] ?? 0);
  return {
    wrongCodes,
    nextCodeAt: wait === 0 ? 0 : now + wait,
    attemptsLeft: Math.max(0, limit - wrongCodes),
    disables: wrongCodes >= limit,
  };
};
