import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

const period = 30;

/** The code an independent program computes for this secret. */
export const oathCode = (secret: string, time: number = Date.now()): string =>
  execFileSync('oathtool', ['--totp', '--base32', '--now', `@${Math.floor(time / 1000)}`, secret], {
    encoding: 'utf8',
  }).trim();

/**
 * Gives codes of a secret that were not given before, so that no test trips over the replay protection: first those
 * of the step before, of this step and of the next, then it waits for time to pass.
 * @param given steps this user gave codes of before, with whatever secret: a step is accepted once per user
 */
export const authenticator = (secret: string, given = new Set<number>()) => {
  const next = async (): Promise<string> => {
    for (;;) {
      // At the edge of a step the oldest code could be out of the window before it arrives.
      const edge = period * 1000 - (Date.now() % (period * 1000));
      if (edge < 1500) await sleep(edge + 50);
      const now = Math.floor(Date.now() / 1000 / period);
      const step = [now - 1, now, now + 1].find((each) => !given.has(each));
      if (step !== undefined) {
        given.add(step);
        return oathCode(secret, step * period * 1000);
      }
      await sleep(500);
    }
  };
  /** Six digits that are not a code of the steps around now. */
  const wrong = (): string => {
    const now = Math.floor(Date.now() / 1000 / period);
    const right = new Set([-2, -1, 0, 1, 2].map((offset) => oathCode(secret, (now + offset) * period * 1000)));
    for (let candidate = 0; ; candidate += 1) {
      const code = String(candidate).padStart(6, '0');
      if (!right.has(code)) return code;
    }
  };
  return { secret, given, next, wrong };
};

export type Authenticator = ReturnType<typeof authenticator>;
