import { type Ref, useEffect, useImperativeHandle, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageBody } from '../../../app/domain/mail.ts';
import { messageFiles } from '../../bridge.ts';
import { useToast } from '../../components/toasts.tsx';
import { useDark } from '../../hooks/use-dark.ts';
import { usePreferences } from '../../hooks/use-preferences.ts';
import { idOf, namesOf } from '../../logic/message-list.ts';
import { printPage } from '../../message/print-page.ts';
import { sanitizeMessage } from '../../message/sanitize.ts';
import { dateAndTimeOf } from '../../text/dates.ts';
import { failureText } from '../../text/failure-text.ts';
import { Attachments } from './attachments.tsx';
import { JunkNote } from './junk-note.tsx';
import { LeaveList } from './leave-list.tsx';
import { MessageExtras } from './message-extras.tsx';
import { MessageHead } from './message-head.tsx';
import { MessageNotes } from './message-notes.tsx';
import { MessageText } from './message-text.tsx';
import { SourceDialog } from './source-dialog.tsx';

/** What can be done with an open message from outside it. */
export type OpenMessageHandle = {
  readonly print: () => void;
  readonly source: () => void;
  readonly saveAs: () => void;
};

type OpenMessageProps = {
  readonly body: MessageBody;
  readonly inJunk: boolean;
  /** The account's own address. */
  readonly address: string;
  /** Folds it again; absent where it is the only one. */
  readonly onFold?: () => void;
  readonly onWhole: () => void;
  readonly handle?: Ref<OpenMessageHandle>;
};

/** Largest message whose rest is fetched without being asked for, by how many pictures its text misses. */
const missesPictures = (body: MessageBody): boolean =>
  body.partial === true && body.html !== undefined && /\bcid:/i.test(body.html);

/** One message: who, when, what is to be known about it, its text and what is attached. */
export const OpenMessage = ({ body, inJunk, address, onFold, onWhole, handle }: OpenMessageProps) => {
  const { t } = useTranslation();
  const toast = useToast();
  const dark = useDark();
  const [{ darkMail }] = usePreferences('reading');
  const id = idOf(body.key);
  const [originalOf, setOriginalOf] = useState<string>();
  const [sourceOf, setSourceOf] = useState<string>();
  const [fetching, setFetching] = useState<string>();
  const original = originalOf === id;
  const title = body.subject === '' ? t('mailbox.noSubject') : body.subject;
  const busy = fetching === id && body.partial === true;

  const fetchRest = (): void => {
    setFetching(id);
    onWhole();
  };
  const misses = missesPictures(body);
  // Asked for once a message: the pictures its text shows are still on the server.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (misses) fetchRest();
  }, [id, misses]);

  const saveAs = async (): Promise<void> => {
    const reply = await messageFiles.saveMessage(body.key);
    if (!reply.ok) toast({ text: failureText(t, reply.error).title, tone: 'danger' });
    else if (reply.value.saved) toast({ text: t('reading.source.saved') });
  };
  const print = (): void => {
    const look = { inline: body.inline, remote: false, dark: false };
    const lines = [
      { label: t('reading.head.from'), text: body.from.map(({ name, address }) => `${name} <${address}>`).join(', ') },
      { label: t('reading.head.to'), text: namesOf(body.to) },
      { label: t('reading.head.cc'), text: namesOf(body.cc) },
      { label: t('reading.head.date'), text: dateAndTimeOf(body.date) },
    ].filter(({ text }) => text !== '');
    const content =
      body.html === undefined ? { text: body.text ?? '' } : { html: sanitizeMessage(body.html, look).html };
    void messageFiles.print({ html: printPage({ subject: title, lines }, content), remote: false });
  };
  const source = (): void => setSourceOf(id);
  useImperativeHandle(handle, () => ({ print, source, saveAs: () => void saveAs() }));

  return (
    <article className="msg" aria-label={title}>
      <MessageHead
        body={body}
        actions={{
          print,
          source,
          saveAs: () => void saveAs(),
          ...(dark && darkMail && body.html !== undefined
            ? { original: { on: original, toggle: () => setOriginalOf(original ? undefined : id) } }
            : {}),
          ...(onFold === undefined ? {} : { fold: onFold }),
        }}
      />
      <MessageNotes body={body} busy={busy} onWhole={fetchRest} onSource={source} />
      {inJunk ? null : <LeaveList body={body} address={address} />}
      {inJunk ? <JunkNote body={body} /> : null}
      <MessageExtras body={body} address={address} />
      <MessageText body={body} title={title} original={original} />
      <Attachments messageKey={body.key} list={body.attachments} />
      {sourceOf === id ? (
        <SourceDialog messageKey={body.key} onSave={() => void saveAs()} onClose={() => setSourceOf(undefined)} />
      ) : null}
    </article>
  );
};
