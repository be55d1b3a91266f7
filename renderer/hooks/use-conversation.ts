import { useEffect, useState } from 'react';
import type { MessageKey, MessageRow } from '../../app/domain/mail.ts';
import { mail } from '../bridge.ts';
import { idOf } from '../logic/message-list.ts';
import { paced } from '../logic/paced.ts';

type Loaded = { readonly id: string; readonly rows: readonly MessageRow[] };

const breath = 300;

/** All messages of the conversation a message belongs to, oldest first; that message alone until they are known. */
export const useConversation = (row: MessageRow): readonly MessageRow[] => {
  const [loaded, setLoaded] = useState<Loaded>();
  const key: MessageKey = row.key;
  const id = idOf(key);
  // The id stands for the key: a list that is read again brings equal keys in new objects.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    let over = false;
    const reading = paced(async () => {
      const reply = await mail.readConversation(key);
      if (!over && reply.ok) setLoaded({ id, rows: reply.value.messages });
    }, breath);
    reading.run();
    const stop = mail.on.folderChanged(reading.run);
    return () => {
      over = true;
      reading.end();
      stop();
    };
  }, [id]);
  if (loaded === undefined || loaded.id !== id) return [row];
  // What the list shows of it already is newer than what was read.
  return loaded.rows.map((one) => (idOf(one.key) === id ? row : one));
};
