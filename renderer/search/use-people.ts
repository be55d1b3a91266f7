import { useEffect, useState } from 'react';
import { compose } from '../bridge.ts';
import type { Person } from './suggestions.ts';

const nobody: readonly Person[] = [];

/** People mail was exchanged with whose name or address begins so, likeliest first; nobody while nothing is asked. */
export const usePeople = (wanted: string | undefined, limit = 6): readonly Person[] => {
  const [people, setPeople] = useState(nobody);
  useEffect(() => {
    if (wanted === undefined) {
      setPeople(nobody);
      return;
    }
    let over = false;
    void compose.suggestPeople({ text: wanted.slice(0, 300), limit }).then((reply) => {
      if (!over && reply.ok) setPeople(reply.value.people.map(({ name, address }) => ({ name, address })));
    });
    return () => {
      over = true;
    };
  }, [wanted, limit]);
  return people;
};
