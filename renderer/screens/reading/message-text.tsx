import { ImageOff, Scissors } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageBody } from '../../../app/domain/mail.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { useDark } from '../../hooks/use-dark.ts';
import { usePreferences } from '../../hooks/use-preferences.ts';
import { beginningOf } from '../../logic/large-html.ts';
import { idOf, nameOf } from '../../logic/message-list.ts';
import { sanitizeMessage } from '../../message/sanitize.ts';
import { MessageFrame } from './message-frame.tsx';
import { Note } from './message-notes.tsx';
import { PlainText } from './plain-text.tsx';
import { useRemotePictures } from './remote-pictures.ts';
import { useSettledWords } from './use-settled-words.ts';

type MessageTextProps = {
  readonly body: MessageBody;
  readonly title: string;
  /** The sender's own colours, whatever the page looks like. */
  readonly original: boolean;
};

/** The text of a message: HTML in its frame with what it would load from the network left out, or plain text. */
export const MessageText = ({ body, title, original }: MessageTextProps) => {
  const { t } = useTranslation();
  const [{ darkMail, foldQuotes }] = usePreferences('reading');
  const dark = useDark() && darkMail && !original;
  const remote = useRemotePictures(body);
  const [wholeOf, setWholeOf] = useState<string>();
  const isWhole = wholeOf === idOf(body.key);
  const quoteLabel = t('reading.quote');
  const words = useSettledWords(idOf(body.key));
  const shown = useMemo(() => {
    if (body.html === undefined) return undefined;
    const { html, cut } = isWhole ? { html: body.html, cut: false } : beginningOf(body.html);
    const look = { inline: body.inline, remote: remote.load, dark, words, ...(foldQuotes ? { quoteLabel } : {}) };
    return { ...sanitizeMessage(html, look), cut };
  }, [body, isWhole, remote.load, dark, foldQuotes, quoteLabel, words]);
  if (shown === undefined) return <PlainText text={body.text ?? ''} fold={foldQuotes} />;
  const sender = body.from[0];
  return (
    <>
      {shown.blocked === 0 || !remote.offer ? null : (
        <div className="msg__imgbar" role="status">
          <Icon of={ImageOff} />
          <span>{t('reader.blocked', { count: shown.blocked })}</span>
          <div className="end">
            <Button size="s" onClick={remote.once}>
              {t('reader.loadOnce')}
            </Button>
            {sender === undefined ? null : (
              <>
                <Button size="s" look="ghost" onClick={() => remote.remember('always')}>
                  {t('reading.remote.always', { name: nameOf(sender) })}
                </Button>
                <Button size="s" look="ghost" onClick={() => remote.remember('never')}>
                  {t('reading.remote.never')}
                </Button>
              </>
            )}
          </div>
        </div>
      )}
      <MessageFrame html={shown.html} remote={remote.load} dark={dark} title={title} />
      {shown.cut ? (
        <Note
          icon={Scissors}
          actions={
            <Button size="s" onClick={() => setWholeOf(idOf(body.key))}>
              {t('reading.note.showAll')}
            </Button>
          }
        >
          {t('reading.note.long')}
        </Note>
      ) : null}
    </>
  );
};
