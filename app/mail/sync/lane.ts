/** Work that is done one step after the other while there is any. */
export type Lane = {
  /** There may be something to do. */
  readonly kick: () => void;
  /** Resolves when the step that is under way has ended and no other follows. */
  readonly rest: () => Promise<void>;
};

/**
 * @param step does one thing; false: there is nothing to do now
 * @param failed hears what a step threw; the lane rests then until it is kicked again
 */
export const createLane = (step: () => Promise<boolean>, failed: (error: unknown) => void): Lane => {
  let running: Promise<void> | undefined;
  let again = false;
  const run = async (): Promise<void> => {
    do {
      again = false;
      while (await step()) again = false;
    } while (again);
  };
  const kick = (): void => {
    again = true;
    running ??= run()
      .catch((error: unknown) => {
        again = false;
        failed(error);
      })
      .finally(() => {
        running = undefined;
        if (again) kick();
      });
  };
  return { kick, rest: async () => running };
};
