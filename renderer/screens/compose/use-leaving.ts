import { useCallback, useEffect, useRef, useState } from 'react';
import { useEscape } from '../../hooks/use-escape.ts';
import type { LetterPlace } from './letter-place.ts';
import type { DraftKeeper } from './use-draft.ts';

/**
 * Keeps what is written before its place goes, however that comes about. @returns whether it could not be kept; the
 * place stays then, until somebody wants to go once more
 */
export const useLeaving = (place: LetterPlace, draft: DraftKeeper): boolean => {
  const [unkept, setUnkept] = useState(false);
  const told = useRef(false);
  const { flush } = draft;

  const leave = useCallback(async (): Promise<void> => {
    if ((await flush()) || told.current) {
      place.leave();
      return;
    }
    told.current = true;
    setUnkept(true);
    place.stay();
  }, [flush, place]);
  useEffect(() => place.onLeaving(() => void leave()), [place, leave]);

  // Below a message the letter goes with the message, when another one is shown.
  useEffect(() => {
    if (!place.below) return;
    return () => void flush();
  }, [place, flush]);

  useEscape(place.below ? undefined : place.close);
  useEffect(() => {
    if (place.below) return;
    const press = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'w' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey)
        return;
      event.preventDefault();
      place.close();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [place]);
  return unkept;
};
