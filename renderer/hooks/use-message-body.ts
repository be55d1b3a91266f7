import { useCallback, useEffect, useState } from 'react';
import type { Failure } from '../../app/domain/failure.ts';
import type { MessageBody, MessageKey } from '../../app/domain/mail.ts';
import { mail } from '../bridge.ts';
import { idOf } from '../logic/message-list.ts';

type Read = { readonly id: string; readonly body?: MessageBody; readonly failure?: Failure };

export type MessageReading = {
  readonly body: MessageBody | undefined;
  readonly failure: Failure | undefined;
  readonly again: () => void;
};

/** The body of one message; walking quickly through a list asks only for the one that is stayed on. */
export const useMessageBody = (key: MessageKey | undefined): MessageReading => {
  const [read, setRead] = useState<Read>();
  const [tries, setTries] = useState(0);
  const id = key === undefined ? undefined : idOf(key);
  // The id stands for the key: a list that is read again brings equal keys in new objects.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above; tries asks again
  useEffect(() => {
    if (key === undefined || id === undefined) return;
    let over = false;
    const timer = setTimeout(() => {
      void mail.readMessage(key).then((reply) => {
        if (!over) setRead(reply.ok ? { id, body: reply.value } : { id, failure: reply.error });
      });
    }, 100);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [id, tries]);
  const again = useCallback(() => {
    setRead(undefined);
    setTries((before) => before + 1);
  }, []);
  const current = read !== undefined && read.id === id ? read : undefined;
  return { body: current?.body, failure: current?.failure, again };
};
