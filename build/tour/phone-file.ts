import { readFile, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { type Phone, showCode } from './phone.ts';

const phoneFile = z.object({ key: z.string(), lastStep: z.int() });

/** The demo's authenticator, kept in a file that only this user can read. */
export type PhoneFile = {
  readonly isLinked: () => Promise<boolean>;
  readonly link: (key: string) => Promise<void>;
  /** The next code, and how long the person had to wait for it. */
  readonly code: () => Promise<{ readonly code: string; readonly waitedSeconds: number }>;
};

export const openPhoneFile = (path: string): PhoneFile => {
  const read = async (): Promise<Phone | undefined> => {
    const text = await readFile(path, 'utf8').catch(() => undefined);
    return text === undefined ? undefined : phoneFile.parse(JSON.parse(text));
  };
  const write = (phone: Phone): Promise<void> => writeFile(path, JSON.stringify(phone), { mode: 0o600 });
  return {
    isLinked: async () => (await read()) !== undefined,
    link: (key) => write({ key, lastStep: 0 }),
    code: async () => {
      const phone = await read();
      if (phone === undefined) throw new Error(`A code is asked for, but ${path} holds no key of an authenticator.`);
      const shown = await showCode(phone);
      await write(shown.phone);
      return shown;
    },
  };
};
