/** Work in small steps that waits until nothing else has happened for a while. */
export type IdleWork = {
  /** Something happened: the work waits anew. */
  readonly busy: () => void;
  readonly end: () => void;
};

/** Between two steps others get their turn, in milliseconds. */
const breath = 20;

/**
 * @param step does one piece; false when nothing is left to do
 * @param quiet how long nothing must have happened, in milliseconds
 * @param ended hears that nothing is left to do
 */
export const createIdleWork = (step: () => boolean, quiet: number, ended: () => void = () => undefined): IdleWork => {
  let timer: NodeJS.Timeout | undefined;
  const wait = (milliseconds: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (step()) wait(breath);
      else ended();
    }, milliseconds);
  };
  return { busy: () => wait(quiet), end: () => clearTimeout(timer) };
};
