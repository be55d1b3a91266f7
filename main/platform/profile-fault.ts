import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Why nothing can be kept in a profile. */
export type ProfileFault = 'full' | 'refused';

/** Tries whether the profile can be written: better told at once than after a message was written. */
export const profileFault = (profile: string): ProfileFault | undefined => {
  const trial = join(profile, `trial-${process.pid}`);
  try {
    mkdirSync(profile, { recursive: true, mode: 0o700 });
    const file = openSync(trial, 'w', 0o600);
    try {
      writeSync(file, 'x'.repeat(4096));
    } finally {
      closeSync(file);
      rmSync(trial, { force: true });
    }
    return undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOSPC' || code === 'EDQUOT' ? 'full' : 'refused';
  }
};
