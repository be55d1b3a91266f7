/** Runs work when one of a few places is free, in order of arrival. */
export type Slots = <T>(work: () => Promise<T>) => Promise<T>;

/** @param count how many pieces of work run side by side */
export const createSlots = (count: number): Slots => {
  let free = count;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
};
