import type { Heard } from './ports.ts';
import type { Wanted } from './take-news.ts';

/** What is heard of watched folders, and what becomes of it. */
export type News = {
  readonly heard: (path: string, what: Heard) => void;
  /** Brings a folder up to date. @returns false: a full look has to */
  readonly look: (path: string) => Promise<boolean>;
  /** Resolves when nothing is being fetched. */
  readonly rest: () => Promise<void>;
};

type Desk = { heard: Wanted; looks: boolean; running: Promise<boolean> | undefined };

const nothing: Wanted = { added: false, flags: false };
const both = (one: Wanted, other: Wanted): Wanted => ({
  added: one.added || other.added,
  flags: one.flags || other.flags,
});

/**
 * What comes while something is fetched for the same folder is fetched together afterwards.
 * @param take fetches what `drain` says was heard; false: it could not be fetched in full
 * @param otherwise takes over what needs a full look
 * @param failed hears what `take` threw
 */
export const createNews = (
  take: (path: string, drain: () => Wanted, look: boolean) => Promise<boolean>,
  otherwise: (path: string, what: Heard) => void,
  failed: (error: unknown) => void,
): News => {
  const desks = new Map<string, Desk>();

  const isHeard = ({ heard }: Desk): boolean => heard.added || heard.flags;

  const once = async (path: string, desk: Desk): Promise<boolean> => {
    const look = desk.looks;
    desk.looks = false;
    let [heard, drained] = [nothing, false];
    const drain = (): Wanted => {
      heard = both(heard, desk.heard);
      desk.heard = nothing;
      drained = true;
      return heard;
    };
    const taken = await take(path, drain, look);
    if (taken) return true;
    // What was told after it had begun may be all that was missing.
    const again = drained && isHeard(desk);
    if (!again) drain();
    // Who looks is answered, and looks in full.
    if (!again && (!look || heard.flags)) otherwise(path, heard.flags ? 'flags' : 'added');
    return false;
  };

  const run = async (path: string, desk: Desk): Promise<boolean> => {
    let complete = true;
    try {
      while (isHeard(desk) || desk.looks) complete = (await once(path, desk)) && complete;
      return complete;
    } catch (error) {
      failed(error);
      return false;
    } finally {
      desks.delete(path);
    }
  };

  const deskOf = (path: string): Desk => {
    const desk = desks.get(path) ?? { heard: nothing, looks: false, running: undefined };
    desks.set(path, desk);
    return desk;
  };
  const hear = (path: string, more: Partial<Wanted>): void => {
    const desk = deskOf(path);
    desk.heard = { ...desk.heard, ...more };
    desk.running ??= run(path, desk);
  };

  return {
    heard: (path, what) => {
      if (what === 'added') hear(path, { added: true });
      else if (what === 'flags') hear(path, { flags: true });
      else otherwise(path, what);
    },
    look: (path) => {
      const desk = deskOf(path);
      desk.looks = true;
      desk.running ??= run(path, desk);
      return desk.running;
    },
    rest: async () => {
      while (desks.size > 0) await Promise.all([...desks.values()].map(({ running }) => running));
    },
  };
};
