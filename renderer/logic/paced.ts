export type Paced = {
  /** Does the work now, or as soon as it may be done again. */
  readonly run: () => void;
  readonly end: () => void;
};

/**
 * Work that may be asked for all the time and is done one after the other with a breath between, the last asking
 * included.
 * @param breath milliseconds
 */
export const paced = (work: () => Promise<void>, breath: number): Paced => {
  let state: 'free' | 'taken' | 'again' | 'ended' = 'free';
  let timer: ReturnType<typeof setTimeout> | undefined;
  const now = (): typeof state => state;
  const run = (): void => {
    if (state !== 'free') {
      if (state === 'taken') state = 'again';
      return;
    }
    state = 'taken';
    void work().then(() => {
      if (now() === 'ended') return;
      timer = setTimeout(() => {
        const wanted = now() === 'again';
        state = 'free';
        if (wanted) run();
      }, breath);
    });
  };
  return {
    run,
    end: () => {
      state = 'ended';
      clearTimeout(timer);
    },
  };
};
