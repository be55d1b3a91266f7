import { useEffect, useState } from 'react';
import type { Sequence } from '../../../app/domain/search-words.ts';
import { useMarks } from '../../search/search-state.ts';

/** While somebody types a search, the message beside it is not drawn anew with each key. */
const pause = 400;

/** The words marked in a message: at once in one that is opened, after a pause in one that is there already. */
export const useSettledWords = (id: string): readonly Sequence[] => {
  const { body: now } = useMarks();
  const [settled, setSettled] = useState({ id, words: now });
  useEffect(() => {
    if (settled.id === id && settled.words === now) return;
    const timer = setTimeout(() => setSettled({ id, words: now }), settled.id === id ? pause : 0);
    return () => clearTimeout(timer);
  }, [id, now, settled]);
  return settled.id === id ? settled.words : now;
};
