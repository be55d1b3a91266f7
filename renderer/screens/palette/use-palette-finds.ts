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
  const text = typed.trim();
  const people = usePeople(text.length < 2 ? undefined : text, 4);
  const [messages, setMessages] = useState<readonly MessageRow[]>(nothing);
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
