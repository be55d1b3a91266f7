import { constants, setPriority } from 'node:os';

/**
 * Lets others go first: what fetches and writes mail has time, and where there are few processors the window would wait
 * for it. On Linux it holds for the calling thread, elsewhere for the whole process; where it is not allowed nothing
 * changes.
 */
export const stepBack = (): void => {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It works as well beside the others.
  }
};
