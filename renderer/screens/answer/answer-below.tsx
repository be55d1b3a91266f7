import { Reply, ReplyAll } from 'lucide-react';
import { lazy, Suspense, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComposeStart } from '../../../app/domain/compose-start.ts';
import type { MessageRow } from '../../../app/domain/mail.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { endAnswer, keepAnswer, useAnswer } from '../../hooks/answers-below.ts';
import { usePreferences } from '../../hooks/use-preferences.ts';
import { reply } from '../../hooks/use-writing.ts';
import { namesOf } from '../../logic/message-list.ts';
import type { LetterPlace } from '../compose/letter-place.ts';
import type { MailboxGate } from '../mailbox/mailbox.tsx';

/** The editor is large, and most messages are only read. */
const Compose = lazy(async () => ({ default: (await import('../compose/compose.tsx')).Compose }));

type WritingProps = { readonly gate: MailboxGate; readonly thread: number; readonly start: ComposeStart };

const Writing = ({ gate, thread, start }: WritingProps) => {
  const box = useRef<HTMLDivElement>(null);
  // Once begun it stays what it is, though the draft it became is opened the next time.
  const [begun] = useState(start);
  const place = useMemo((): LetterPlace => {
    const leaving = new Set<() => void>();
    return {
      below: true,
      close: () => {
        for (const listener of leaving) listener();
      },
      onLeaving: (listener) => {
        leaving.add(listener);
        return () => void leaving.delete(listener);
      },
      leave: () => {
        box.current?.closest<HTMLElement>('.reader__scroll')?.focus({ preventScroll: true });
        endAnswer(thread);
      },
      stay: () => undefined,
      keep: (draft) => keepAnswer(thread, draft),
      ready: () => box.current?.scrollIntoView({ block: 'nearest' }),
    };
  }, [thread]);
  return (
    <div ref={box} className="answer">
      <Suspense fallback={<div className="answer__wait" aria-busy="true" />}>
        <Compose gate={gate} start={begun} place={place} onPlace={unnamed} />
      </Suspense>
    </div>
  );
};
/** The window is named after what is read in it. */
const unnamed = (): void => undefined;

type AnswerBelowProps = { readonly gate: MailboxGate; readonly row: MessageRow };

/** Below a conversation: its answer while one is written, else where one begins. */
export const AnswerBelow = ({ gate, row }: AnswerBelowProps) => {
  const { t } = useTranslation();
  const [{ answers }] = usePreferences('writing');
  const start = useAnswer(row.threadId);
  if (start !== undefined) return <Writing key={row.threadId} gate={gate} thread={row.threadId} start={start} />;
  if (answers === 'window') return null;
  const name = namesOf(row.from) || t('mailbox.noSender');
  return (
    <div className="answer answer--begin">
      <button type="button" className="answer__field" onClick={() => reply(row, false)}>
        <Icon of={Reply} size="s" />
        <span className="ell">{t('answer.begin', { name })}</span>
      </button>
      <Button look="ghost" icon={ReplyAll} onClick={() => reply(row, true)}>
        {t('command.replyAll')}
      </Button>
    </div>
  );
};
