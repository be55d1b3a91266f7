import { ImageOff } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageBody } from '../../../app/domain/mail.ts';
import { Avatar } from '../../components/avatar.tsx';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { nameOf, namesOf } from '../../logic/message-list.ts';
import { sanitizeMessage } from '../../message/sanitize.ts';
import { dateAndTimeOf } from '../../text/dates.ts';
import { Attachments } from './attachments.tsx';
import { MessageFrame } from './message-frame.tsx';
import { PlainText } from './plain-text.tsx';

/** One message: who, when, what it would load from the network, its content and its attachments. */
export const MessageView = ({ body }: { readonly body: MessageBody }) => {
  const { t } = useTranslation();
  const [remote, setRemote] = useState(false);
  const clean = useMemo(
    () => (body.html === undefined ? undefined : sanitizeMessage(body.html, body.inline, remote)),
    [body, remote],
  );
  const sender = body.from[0];
  const subject = body.subject === '' ? t('mailbox.noSubject') : body.subject;
  return (
    <article className="msg" aria-labelledby="message-subject">
      <header className="msg__top">
        <h2 id="message-subject" className="subj">
          {subject}
        </h2>
        <div className="msg__head">
          <Avatar of={sender === undefined ? '?' : nameOf(sender)} accent />
          <div className="msg__who">
            <div className="msg__from">
              {sender === undefined ? t('mailbox.noSender') : nameOf(sender)}
              {sender === undefined || sender.name === '' ? null : <span>{sender.address}</span>}
            </div>
            <div className="msg__to">
              {t('reader.to', { names: body.to.length === 0 ? t('reader.undisclosed') : namesOf(body.to) })}
              {body.cc.length === 0 ? null : ` · ${t('reader.cc', { names: namesOf(body.cc) })}`}
            </div>
          </div>
          <time className="msg__time" dateTime={body.date}>
            {dateAndTimeOf(body.date)}
          </time>
        </div>
      </header>
      {clean === undefined || clean.blocked === 0 ? null : (
        <div className="msg__imgbar" role="status">
          <Icon of={ImageOff} />
          <span>{t('reader.blocked', { count: clean.blocked })}</span>
          <div className="end">
            <Button size="s" onClick={() => setRemote(true)}>
              {t('reader.loadOnce')}
            </Button>
          </div>
        </div>
      )}
      {clean === undefined ? (
        <PlainText text={body.text ?? ''} />
      ) : (
        <MessageFrame html={clean.html} remote={remote} title={subject} />
      )}
      <Attachments list={body.attachments} />
    </article>
  );
};
