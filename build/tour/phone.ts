import { setTimeout as wait } from 'node:timers/promises';
import { codeAt } from './outside-programs.ts';

/** An authenticator with one key. It never shows the same code twice, because a server takes each only once. */
export type Phone = {
  readonly key: string;
  readonly lastStep: number;
};

export type ShownCode = { readonly phone: Phone; readonly code: string; readonly waitedSeconds: number };

const stepNow = (): number => Math.floor(Date.now() / 30_000);

/**
 * Shows the next code. A phone may be one step ahead of the server's clock, which the contract allows; beyond that
 * this one waits.
 */
export const showCode = async (phone: Phone): Promise<ShownCode> => {
  const step = Math.max(phone.lastStep + 1, stepNow());
  const from = Date.now();
  while (step > stepNow() + 1) await wait(250);
  const code = await codeAt(phone.key, step);
  return { phone: { ...phone, lastStep: step }, code, waitedSeconds: Math.round((Date.now() - from) / 1000) };
};

/** A code that is not right now nor in the time steps around. */
export const wrongCode = async (phone: Phone): Promise<string> => {
  const near = await Promise.all([-1, 0, 1, 2].map((offset) => codeAt(phone.key, stepNow() + offset)));
  for (let candidate = 123_456; ; candidate += 1) {
    const code = String(candidate % 1_000_000).padStart(6, '0');
    if (!near.includes(code)) return code;
  }
};
