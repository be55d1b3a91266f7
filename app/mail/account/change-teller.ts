/** Passes on which folders changed: the first change at once, those that follow closely together. */
export type ChangeTeller = {
  readonly tell: (folders: Iterable<string>) => void;
  readonly end: () => void;
};

/** @param every shortest time between two messages, in milliseconds */
export const createChangeTeller = (pass: (folders: string[]) => void, every: number): ChangeTeller => {
  const waiting = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    timer = undefined;
    if (waiting.size === 0) return;
    pass([...waiting]);
    waiting.clear();
    timer = setTimeout(flush, every);
  };
  return {
    tell: (folders) => {
      for (const folder of folders) waiting.add(folder);
      if (timer === undefined) flush();
    },
    end: () => {
      clearTimeout(timer);
      flush();
      clearTimeout(timer);
    },
  };
};
