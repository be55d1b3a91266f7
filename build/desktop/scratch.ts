import { chmod, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onInterrupt } from '../set-up/process-group.mjs';
import { type AppUser, giveTo } from './app-user.ts';

export type Scratch = {
  readonly folder: string;
  /** Makes a folder that only the user can enter. */
  readonly privateFolder: (name: string) => Promise<string>;
  readonly remove: () => Promise<void>;
};

const prefix = 'latchkey-desktop-';

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** A program that was killed outright could not remove its folder. */
const removeLeftOver = async (): Promise<void> => {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(/^latchkey-desktop-(\d+)-/.exec(name)?.[1] ?? Number.NaN);
    if (pid > 0 && !isAlive(pid)) await rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => {});
  }
};

/** A temporary folder that every user can enter; it is gone when the program ends. */
export const createScratch = async (user: AppUser): Promise<Scratch> => {
  await removeLeftOver();
  const folder = await mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`));
  await chmod(folder, 0o755);
  const clean = (): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  const forget = onInterrupt(clean);
  return {
    folder,
    privateFolder: (name) => makePrivateFolder(user, join(folder, name)),
    remove: async () => {
      forget();
      await clean();
    },
  };
};

export const makePrivateFolder = async (user: AppUser, folder: string): Promise<string> => {
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o700);
  giveTo(user, folder);
  return folder;
};
