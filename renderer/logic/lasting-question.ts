/** A question that is asked again by itself. */
export type LastingQuestion = {
  readonly ask: () => void;
  /** What was away may be there again. */
  readonly back: () => void;
  readonly end: () => void;
};

/**
 * Asks for something that may be out of reach at the moment, and asks again each time it may be back, until it has an
 * answer. Nothing is told after `end`.
 */
export const lastingQuestion = <Reply>(options: {
  readonly ask: () => Promise<Reply>;
  /** Whether a reply only says that what is asked for is out of reach. */
  readonly isAway: (reply: Reply) => boolean;
  readonly told: (reply: Reply) => void;
}): LastingQuestion => {
  let state: 'new' | 'asking' | 'away' | 'told' | 'ended' = 'new';
  /** It came back while the question was on its way, and maybe too late for it. */
  let backMeanwhile = false;
  const now = (): typeof state => state;
  const ask = (): void => {
    if (state === 'asking' || state === 'ended') return;
    state = 'asking';
    backMeanwhile = false;
    void options.ask().then((reply) => {
      if (now() === 'ended') return;
      const away = options.isAway(reply);
      state = away ? 'away' : 'told';
      if (away && backMeanwhile) ask();
      else options.told(reply);
    });
  };
  return {
    ask,
    back: () => {
      if (state === 'asking') backMeanwhile = true;
      else if (state === 'away') ask();
    },
    end: () => {
      state = 'ended';
    },
  };
};
