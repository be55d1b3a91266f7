import { MailX } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageBody } from '../../../app/domain/mail.ts';
import { senderProof } from '../../../app/domain/sender-proof.ts';
import { compose, mailingLists, system } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useToast } from '../../components/toasts.tsx';
import { readMailto } from '../../logic/mailto.ts';
import { nameOf } from '../../logic/message-list.ts';
import { failureText } from '../../text/failure-text.ts';
import { Note } from './message-notes.tsx';

type LeaveProps = { readonly body: MessageBody; readonly address: string };

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url);

/** The way off a mailing list: one request where the list takes it so, else a message, else its page. */
export const LeaveList = ({ body, address }: LeaveProps) => {
  const { t } = useTranslation();
  const toast = useToast();
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const leave = body.list?.unsubscribe;
  if (leave === undefined) return null;
  const sender = body.from[0];
  const domain = sender?.address.slice(sender.address.lastIndexOf('@') + 1) ?? '';
  const isProved = senderProof(body.authentication, sender?.address ?? '').verdict === 'proved';
  const mailto = leave.mailto === undefined ? undefined : readMailto(leave.mailto);
  const mailTo = mailto?.to?.split(',')[0]?.trim() ?? '';
  const way = leave.oneClick && leave.https !== undefined ? 'post' : mailTo !== '' ? 'mail' : 'page';
  const host = leave.https === undefined ? '' : hostOf(leave.https);

  const byPost = async (): Promise<void> => {
    const reply = await mailingLists.leave({ key: body.key, certain: true });
    if (!reply.ok) return toastFailure(reply.error);
    const told = reply.value;
    if (told.outcome === 'done') toast({ text: t('reading.leave.done', { host: told.host }) });
    else if (told.outcome === 'refused')
      toast({ text: t('reading.leave.refused', { host: told.host, status: told.status }), tone: 'danger' });
    else toast({ text: t('reading.leave.unreachable', { host: told.host }), tone: 'danger' });
  };
  const toastFailure = (error: Parameters<typeof failureText>[1]): void => {
    const { title, means } = failureText(t, error);
    toast({ text: title, detail: means, tone: 'danger' });
  };
  const byMail = async (): Promise<void> => {
    const reply = await compose.send({
      letter: {
        from: { name: '', address },
        replyTo: [],
        to: [{ name: '', address: mailTo }],
        cc: [],
        bcc: [],
        subject: mailto?.subject ?? 'unsubscribe',
        text: mailto?.body ?? '',
        references: [],
        files: [],
      },
    });
    if (reply.ok) toast({ text: t('reading.leave.sent', { address: mailTo }) });
    else toastFailure(reply.error);
  };
  const go = async (): Promise<void> => {
    setBusy(true);
    if (way === 'post') await byPost();
    else if (way === 'mail') await byMail();
    else if (leave.https !== undefined) await system.openLink({ url: leave.https });
    setBusy(false);
    setAsked(false);
  };
  return (
    <>
      <Note
        icon={MailX}
        actions={
          <Button size="s" onClick={() => setAsked(true)}>
            {t('reading.leave.unsubscribe')}
          </Button>
        }
      >
        {t('reading.leave.asks')}
      </Note>
      {asked ? (
        <Dialog
          title={t('reading.leave.confirm', { name: sender === undefined ? host : nameOf(sender) })}
          alert
          onClose={() => setAsked(false)}
          foot={
            <>
              <Button onClick={() => setAsked(false)}>{t('reading.leave.cancel')}</Button>
              <Button look="primary" busy={busy} onClick={() => void go()}>
                {t('reading.leave.unsubscribe')}
              </Button>
            </>
          }
        >
          <div className="stack">
            <p>
              {way === 'post'
                ? t('reading.leave.byPost', { host })
                : way === 'mail'
                  ? t('reading.leave.byMail', { address: mailTo })
                  : t('reading.leave.byPage', { host })}
            </p>
            {isProved ? null : <p>{t('reading.leave.notProved', { domain })}</p>}
          </div>
        </Dialog>
      ) : null}
    </>
  );
};
