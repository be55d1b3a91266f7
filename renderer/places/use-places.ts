import { useEffect, useRef, useState } from 'react';
import { noHistory, type Place, type PlaceHistory, placeOf, step, visit } from './place-history.ts';

export type Places = {
  /** Undefined where there is no place to go back to. */
  readonly back: (() => void) | undefined;
  readonly forward: (() => void) | undefined;
};

/** The mouse's own buttons for it. */
const mouseBack = 3;
const mouseForward = 4;

/**
 * Remembers where somebody was, from the present place alone, and leads back there.
 * @param active false while something covers the mailbox
 * @param current undefined until there is one
 * @param show brings a place back
 */
export const usePlaces = (active: boolean, current: Place | undefined, show: (place: Place) => void): Places => {
  const [history, setHistory] = useState<PlaceHistory>(noHistory);
  const { folder, search, message } = current ?? {};
  /** The place that was asked for and is not quite there yet. */
  const expected = useRef<Place>(undefined);

  useEffect(() => {
    if (folder === undefined) return;
    const place = { folder, search, message };
    const wanted = expected.current;
    if (wanted !== undefined) {
      if (wanted.folder !== folder || wanted.search !== search) return;
      expected.current = undefined;
      return;
    }
    setHistory((before) => visit(before, place, Date.now()));
  }, [folder, search, message]);

  const go = (by: -1 | 1): (() => void) | undefined => {
    const next = step(history, by, Date.now());
    const place = next && placeOf(next);
    if (next === undefined || place === undefined) return undefined;
    return () => {
      expected.current =
        place.folder === folder && place.search === search && place.message === message ? undefined : place;
      setHistory(next);
      show(place);
    };
  };
  const back = go(-1);
  const forward = go(1);

  const latest = useRef({ back, forward });
  latest.current = { back, forward };
  useEffect(() => {
    if (!active) return;
    const release = (event: MouseEvent): void => {
      const act =
        event.button === mouseBack
          ? latest.current.back
          : event.button === mouseForward
            ? latest.current.forward
            : undefined;
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('mouseup', release);
    return () => window.removeEventListener('mouseup', release);
  }, [active]);

  return { back, forward };
};
