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
  /** Fetches what of the message is not on this computer yet. */
  readonly whole: () => void;
};

/** Walking through a list faster than this, in milliseconds, asks only for the message that is stayed on. */
const walking = 120;
let lastAsked = 0;

/**
 * The body of one message: at once, and after a pause while somebody walks quickly through a list. What cannot be
 * reached yet comes by itself as soon as mail is online.
 */
export const useMessageBody = (key: MessageKey | undefined): MessageReading => {
  const [read, setRead] = useState<Read>();
  const [tries, setTries] = useState({ count: 0, whole: false });
  const id = key === undefined ? undefined : idOf(key);
  // The id stands for the key: a list that is read again brings equal keys in new objects.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above; tries asks again
  useEffect(() => {
    if (key === undefined || id === undefined) return;
    const whole = tries.whole && read?.id === id;
    const question = lastingQuestion({
      ask: () => (whole ? mail.readWhole(key) : mail.readMessage(key)),
      isAway: (reply) => !reply.ok && reply.error.code === 'mailUnavailable',
      told: (reply) => setRead(reply.ok ? { id, body: reply.value } : { id, failure: reply.error }),
    });
    const stop = mail.on.statusChanged((status) => {
      if (status.state === 'online') question.back();
    });
    const now = performance.now();
    const wait = now - lastAsked < walking ? walking : 0;
    lastAsked = now;
    const timer = wait === 0 ? undefined : setTimeout(question.ask, wait);
    if (wait === 0) void question.ask();
    return () => {
      clearTimeout(timer);
      question.end();
      stop();
    };
  }, [id, tries]);
  const again = useCallback(() => {
    setRead(undefined);
    setTries(({ count }) => ({ count: count + 1, whole: false }));
  }, []);
  const whole = useCallback(() => setTries(({ count }) => ({ count: count + 1, whole: true })), []);
  const current = read !== undefined && read.id === id ? read : undefined;
  return { body: current?.body, failure: current?.failure, again, whole };
};
