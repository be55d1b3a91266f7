import { useEffect, useState } from 'react';
import type { KnownPerson } from '../../../app/domain/person.ts';
import { compose } from '../../bridge.ts';

const most = 8;

/** People that may be meant by what is typed; the answer to the latest letter counts. */
export const useSuggestions = (text: string, taken: ReadonlySet<string>): readonly KnownPerson[] => {
  const [people, setPeople] = useState<readonly KnownPerson[]>([]);
  useEffect(() => {
    if (text.trim() === '') {
      setPeople([]);
      return;
    }
    let over = false;
    void compose.suggestPeople({ text: text.slice(0, 300), limit: most + 4 }).then((reply) => {
      if (!over) setPeople(reply.ok ? reply.value.people : []);
    });
    return () => {
      over = true;
    };
  }, [text]);
  return people.filter(({ address }) => !taken.has(address.toLowerCase())).slice(0, most);
};
