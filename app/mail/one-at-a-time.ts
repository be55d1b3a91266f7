/** Work that never runs twice at a time. */
export type OneAtATime = {
  /** Begins the work, or has it begin anew when the run that is under way has ended. */
  readonly run: () => void;
  /** Resolves when no run is under way. */
  readonly settled: () => Promise<void>;
  /** No run begins any more; resolves when the one under way has ended. */
  readonly end: () => Promise<void>;
};

export const oneAtATime = (work: () => Promise<void>): OneAtATime => {
  let running: Promise<void> | undefined;
  let again = false;
  let ended = false;
  const run = (): void => {
    if (ended) return;
    if (running !== undefined) {
      again = true;
      return;
    }
    again = false;
    running = work().finally(() => {
      running = undefined;
      if (again) run();
    });
  };
  return {
    run,
    settled: async () => {
      while (running !== undefined) await running;
    },
    end: async () => {
      ended = true;
      await running;
    },
  };
};
