import { useCallback, useEffect, useState } from 'react';
import type { Failure } from '../../app/domain/failure.ts';
import type { MessageBody, MessageKey } from '../../app/domain/mail.ts';
import { mail } from '../bridge.ts';
import { lastingQuestion } from '../logic/lasting-question.ts';
import { idOf } from '../logic/message-list.ts';

type Read = { readonly id: string; readonly body?: MessageBody; readonly failure?: Failure };

export type MessageReading = {
  readonly body: MessageBody | undefined;
  readonly failure: Failure | undefined;
  readonly again: () => void;
};

/**
 * The body of one message; walking quickly through a list asks only for the one that is stayed on. What cannot be
 * reached yet comes by itself as soon as mail is online.
 */
export const useMessageBody = (key: MessageKey | undefined): MessageReading => {
  const [read, setRead] = useState<Read>();
  const [tries, setTries] = useState(0);
  const id = key === undefined ? undefined : idOf(key);
  // The id stands for the key: a list that is read again brings equal keys in new objects.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above; tries asks again
  useEffect(() => {
    if (key === undefined || id === undefined) return;
    const question = lastingQuestion({
      ask: () => mail.readMessage(key),
      isAway: (reply) => !reply.ok && reply.error.code === 'mailUnavailable',
      told: (reply) => setRead(reply.ok ? { id, body: reply.value } : { id, failure: reply.error }),
    });
    const stop = mail.on.statusChanged((status) => {
      if (status.state === 'online') question.back();
    });
    const timer = setTimeout(question.ask, 100);
    return () => {
      clearTimeout(timer);
      question.end();
      stop();
    };
  }, [id, tries]);
  const again = useCallback(() => {
    setRead(undefined);
    setTries((before) => before + 1);
  }, []);
  const current = read !== undefined && read.id === id ? read : undefined;
  return { body: current?.body, failure: current?.failure, again };
};
