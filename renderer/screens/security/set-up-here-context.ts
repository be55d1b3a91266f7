import { createContext, useContext } from 'react';

export type SetUpWanted = {
  /** How long the server remembers a computer; 0 = asked at every start. */
  readonly rememberDays: number;
  /** The server demands it; the person does not only wish it. */
  readonly demanded: boolean;
};

export const SetUpHereContext = createContext<(wanted: SetUpWanted) => void>(() => undefined);

/** Opens the set-up of the second factor over the mailbox, which stays as it is. */
export const useSetUpHere = (): ((wanted: SetUpWanted) => void) => useContext(SetUpHereContext);
