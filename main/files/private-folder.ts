import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export type PrivateFolder = {
  /** Writes a file that only this user can read, under its own name, and answers where it is. */
  readonly put: (fileName: string, bytes: Uint8Array) => Promise<string>;
  /** Deletes everything; also what a killed run left. */
  readonly clear: () => void;
};

/** Copies of attachments for other programs to open, each in a folder of its own so that names can stay. */
export const createPrivateFolder = (profile: string): PrivateFolder => {
  const folder = join(profile, 'opened-files');
  return {
    put: async (fileName, bytes) => {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const own = join(folder, randomUUID());
      await mkdir(own, { mode: 0o700 });
      const file = join(own, fileName);
      await writeFile(file, bytes, { mode: 0o600, flag: 'wx' });
      return file;
    },
    clear: () => rmSync(folder, { recursive: true, force: true }),
  };
};
