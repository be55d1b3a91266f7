export type Paced = {
  /** Does the work now, or as soon as it may be done again. */
  readonly run: () => void;
  readonly end: () => void;
};

/** The first breath of several, beside the longest: what is asked for seldom hardly waits. */
const firstShare = 1 / 8;

/**
 * Work that may be asked for all the time and is done one after the other with a breath between, the last asking
 * included. The breath grows while the asking goes on, and is short again after a quiet time.
 * @param longest milliseconds; as much quiet makes the breath short again
 * @param isUrgent nothing is shown yet: the breath stays at its shortest
 */
export const paced = (work: () => Promise<void>, longest: number, isUrgent = (): boolean => false): Paced => {
  let state: 'free' | 'taken' | 'again' | 'ended' = 'free';
  let breath = longest * firstShare;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const now = (): typeof state => state;
  const rest = (): void => {
    const wanted = now() === 'again';
    state = 'free';
    timer = setTimeout(() => {
      breath = longest * firstShare;
    }, longest);
    if (wanted) run();
  };
  const run = (): void => {
    if (state !== 'free') {
      if (state === 'taken') state = 'again';
      return;
    }
    clearTimeout(timer);
    state = 'taken';
    void work().then(() => {
      if (now() === 'ended') return;
      timer = setTimeout(rest, breath);
      breath = isUrgent() ? longest * firstShare : Math.min(longest, 2 * breath);
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
