/** Refusals in a row before a folder is left alone for a while. */
const patience = 3;

/** Folders the server refuses to open: tried a few times, then left alone and tried again later. */
export type Parking = {
  readonly refused: (path: string) => void;
  readonly opened: (path: string) => void;
  readonly isParked: (path: string) => boolean;
};

/** @param parkFor milliseconds */
export const createParking = (parkFor: number, now: () => number): Parking => {
  const refusals = new Map<string, { times: number; until: number }>();
  return {
    refused: (path) => {
      const times = (refusals.get(path)?.times ?? 0) + 1;
      refusals.set(path, { times, until: times >= patience ? now() + parkFor : 0 });
    },
    opened: (path) => refusals.delete(path),
    isParked: (path) => (refusals.get(path)?.until ?? 0) > now(),
  };
};
