import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Has the calling thread give back what it does not use. After much work the collector keeps its room for more of the
 * same, and a thread in which nothing happens any more is never looked at again. Does nothing where it cannot be asked.
 */
export const collectGarbage = (): void => {
  try {
    setFlagsFromString('--expose-gc');
    const collect: unknown = runInNewContext('globalThis.gc');
    setFlagsFromString('--no-expose-gc');
    if (typeof collect === 'function') collect();
  } catch {
    // The collector comes by itself, later.
  }
};
