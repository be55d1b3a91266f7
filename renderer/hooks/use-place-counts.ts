import { useEffect, useState } from 'react';
import type { ConversationPlace } from '../../app/domain/conversation.ts';
import { mail } from '../bridge.ts';
import { paced } from '../logic/paced.ts';

export type PlaceCounts = { readonly flagged: number; readonly snoozed: number };

/** Shortest time between two countings, in milliseconds. */
const breath = 1_000;

const countOf = async (kind: 'flagged' | 'snoozed'): Promise<number> => {
  const place: ConversationPlace = { kind };
  const reply = await mail.listConversations({ place, order: 'newest', filter: 'all', rows: 0 });
  return reply.ok ? reply.value.heads.length : 0;
};

/** How many conversations the places hold that are no folders. */
export const usePlaceCounts = (): PlaceCounts => {
  const [counts, setCounts] = useState<PlaceCounts>({ flagged: 0, snoozed: 0 });
  useEffect(() => {
    let over = false;
    const reading = paced(async () => {
      const [flagged, snoozed] = await Promise.all([countOf('flagged'), countOf('snoozed')]);
      if (over) return;
      setCounts((before) => (before.flagged === flagged && before.snoozed === snoozed ? before : { flagged, snoozed }));
    }, breath);
    // What is shown first comes first.
    const timer = setTimeout(reading.run, 300);
    const stop = mail.on.folderChanged(reading.run);
    return () => {
      over = true;
      clearTimeout(timer);
      reading.end();
      stop();
    };
  }, []);
  return counts;
};
