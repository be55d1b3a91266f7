import { useEffect, useState } from 'react';
import type { MessageRow } from '../../../app/domain/mail.ts';
import { mail } from '../../bridge.ts';
import type { Person } from '../../search/suggestions.ts';
import { usePeople } from '../../search/use-people.ts';

const nothing: readonly MessageRow[] = [];

/** People and messages for what is typed in the palette; messages by what they say, newest first. */
export const usePaletteFinds = (
  typed: string,
): { readonly people: readonly Person[]; readonly messages: readonly MessageRow[] } => {
  const people = usePeople(typed, 4);
  const [messages, setMessages] = useState<readonly MessageRow[]>(nothing);
  const text = typed.trim();
  useEffect(() => {
    if (text.length < 2) {
      setMessages(nothing);
      return;
    }
    let over = false;
    void mail.search({ text, limit: 5 }).then((reply) => {
      if (!over && reply.ok) setMessages(reply.value.rows);
    });
    return () => {
      over = true;
    };
  }, [text]);
  return { people, messages };
};
