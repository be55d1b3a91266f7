import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Reports kept at most, and how long, in milliseconds. */
const mostReports = 5;
const longestKept = 30 * 24 * 60 * 60 * 1000;

export type CrashReports = {
  /** How many lie here. */
  readonly count: () => number;
  /** Removes old ones, and all above a small number. */
  readonly tidy: () => void;
};

const reportsIn = (folder: string): readonly { readonly path: string; readonly time: number }[] => {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(?:dmp|meta)$/.test(entry.name))
      .map((entry) => {
        const path = join(entry.parentPath, entry.name);
        return { path, time: statSync(path).mtimeMs };
      })
      .sort((a, b) => b.time - a.time);
  } catch {
    return [];
  }
};

/**
 * What Chromium writes down when a process dies, which can hold pieces of its memory: it lies in a folder only its
 * owner can enter, is sent nowhere by this program, and does not stay for long.
 */
export const createCrashReports = (folder: string, now: () => number = Date.now): CrashReports => {
  const dumps = (): ReturnType<typeof reportsIn> => reportsIn(folder).filter(({ path }) => path.endsWith('.dmp'));
  return {
    count: () => dumps().length,
    tidy: () => {
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
      } catch {
        // The profile cannot be written, which is told elsewhere.
        return;
      }
      const old = dumps().filter(({ time }, index) => index >= mostReports || now() - time > longestKept);
      for (const { path } of old) {
        rmSync(path, { force: true });
        rmSync(path.replace(/\.dmp$/, '.meta'), { force: true });
      }
    },
  };
};
