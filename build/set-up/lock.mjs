import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { onInterrupt } from './process-group.mjs';

const alive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
};

const holderOf = async (file) => Number(await readFile(file, 'utf8').catch(() => '')) || undefined;

/**
 * Runs `work` while no other process holds the same lock file. A lock whose holder is gone is taken over. `held` is
 * told once who holds it, and may throw to give up instead of waiting.
 */
export const withLock = async (file, held, work) => {
  await mkdir(dirname(file), { recursive: true });
  let announced = false;
  for (;;) {
    const taken = await writeFile(file, String(process.pid), { flag: 'wx' }).then(
      () => true,
      (error) => {
        if (error.code !== 'EEXIST') throw error;
        return false;
      },
    );
    if (taken) break;
    const holder = await holderOf(file);
    if (holder !== undefined && !alive(holder)) {
      await rm(file, { force: true });
      continue;
    }
    if (!announced) held(holder);
    announced = true;
    await wait(500);
  }
  const release = () => rm(file, { force: true });
  const forget = onInterrupt(release);
  try {
    return await work();
  } finally {
    forget();
    await release();
  }
};
