import { join } from 'node:path';
import { z } from 'zod';
import { createJsonFile } from './json-file.ts';

const graphicsFile = z.object({
  format: z.literal(1),
  /** When the graphics process ended by itself, in milliseconds since 1970. */
  ends: z.array(z.number()),
});

/** So many ends within so long are no accident, and for how long the processor draws then, in milliseconds. */
const endsLimit = 3;
const endsWindow = 10 * 60 * 1000;
const resting = 7 * 24 * 60 * 60 * 1000;

export type Graphics = {
  /** Whether this run had better draw without the graphics processor. */
  readonly isUnsafe: () => boolean;
  readonly ended: () => void;
};

/**
 * Remembers when the graphics process failed. Chromium starts it again a few times and then ends the whole program: the
 * next start must not go the same way.
 */
export const createGraphics = (profile: string, now: () => number = Date.now): Graphics => {
  const file = createJsonFile(join(profile, 'graphics.json'), graphicsFile, { format: 1, ends: [] });
  const { ends } = file.read();
  let recent = ends.filter((time) => Math.abs(now() - time) < resting);
  return {
    isUnsafe: () => {
      const [first] = recent.slice(-endsLimit);
      const last = recent.at(-1);
      return recent.length >= endsLimit && first !== undefined && last !== undefined && last - first < endsWindow;
    },
    ended: () => {
      recent = [...recent, now()].slice(-endsLimit);
      try {
        file.write({ format: 1, ends: [...recent] });
      } catch {
        // A profile that cannot be written is told of elsewhere.
      }
    },
  };
};
