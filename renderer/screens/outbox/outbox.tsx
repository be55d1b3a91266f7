import { ArrowLeft, CircleAlert, CircleCheck, CircleHelp, Clock, type LucideIcon, Send } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Outgoing } from '../../../app/domain/outgoing.ts';
import { compose, windows } from '../../bridge.ts';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { useToast } from '../../components/toasts.tsx';
import { useEscape } from '../../hooks/use-escape.ts';
import { dateAndTimeOf } from '../../text/dates.ts';

const icons: Readonly<Record<Outgoing['state'], LucideIcon>> = {
  queued: Clock,
  sending: Send,
  sent: CircleCheck,
  unknown: CircleHelp,
  failed: CircleAlert,
};

/** Takes a message back and opens it to be written on. */
const useTakeBack = () => {
  const { t } = useTranslation();
  const toast = useToast();
  return async (item: Outgoing): Promise<void> => {
    const reply = await compose.cancelSend({ id: item.id });
    if (!reply.ok) toast({ text: t('outbox.tooLate'), tone: 'danger' });
    else if (reply.value.draft !== undefined) {
      await windows.compose({ start: { kind: 'draft', id: reply.value.draft } });
    }
  };
};

type ItemProps = { readonly item: Outgoing; readonly onSent: () => void };

const Item = ({ item, onSent }: ItemProps) => {
  const { t } = useTranslation();
  const takeBack = useTakeBack();
  const subject = item.subject === '' ? t('compose.noSubject') : item.subject;
  const refused = item.refused.length === 0 ? undefined : item.refused;
  const keep = (): void => void compose.discardOutgoing({ id: item.id });
  if (item.state === 'unknown') {
    return (
      <li className="outbox__wide">
        <Banner
          tone="warn"
          icon={CircleHelp}
          title={t('outbox.unknown')}
          actions={
            <>
              <Button onClick={onSent}>{t('outbox.lookInSent')}</Button>
              <Button onClick={() => void compose.resend({ id: item.id })}>{t('outbox.sendAgain')}</Button>
              <Button look="ghost" onClick={keep}>
                {t('outbox.keep')}
              </Button>
            </>
          }
        >
          <p>{t('outbox.unknownMeans', { subject })}</p>
        </Banner>
      </li>
    );
  }
  const waitsForTime = item.state === 'queued' && item.sendAt > Date.now() + 60_000;
  const said =
    item.state === 'failed'
      ? `${t('outbox.failed')}. ${t('outbox.failedMeans', { reason: item.failure?.reason ?? '' })}`
      : item.state === 'sending'
        ? t('outbox.sending')
        : item.state === 'sent'
          ? item.copy === 'failed'
            ? t('outbox.copyFailed')
            : t('outbox.sent', { date: dateAndTimeOf(new Date(item.sentAt ?? item.sendAt).toISOString()) })
          : waitsForTime
            ? t('outbox.later', { date: dateAndTimeOf(new Date(item.sendAt).toISOString()) })
            : item.failure !== undefined && item.failure.cause !== 'network'
              ? t('outbox.retry', { reason: item.failure.reason })
              : t('outbox.queued');
  return (
    <li className="outbox__item">
      <Icon of={icons[item.state]} />
      <div className="grow">
        <div className="ell">{subject}</div>
        <div className="t2 small">{said}</div>
        <div className="t3 small ell">{t('outbox.recipients', { names: item.recipients.join(', ') })}</div>
        {refused === undefined ? null : (
          <div className="t2 small">
            {t('outbox.refused', {
              addresses: refused.map(({ address }) => address).join(', '),
              reason: refused[0]?.reason ?? '',
            })}
          </div>
        )}
      </div>
      <div className="outbox__acts">
        {item.state === 'queued' || item.state === 'failed' ? (
          <>
            <Button look="ghost" size="s" onClick={() => void takeBack(item)}>
              {t('outbox.edit')}
            </Button>
            <Button look="ghost" size="s" onClick={() => void compose.resend({ id: item.id })}>
              {t(item.state === 'failed' ? 'outbox.sendAgain' : 'outbox.sendNow')}
            </Button>
          </>
        ) : null}
        {item.state === 'failed' ? (
          <Button look="ghost" size="s" onClick={keep}>
            {t('outbox.keep')}
          </Button>
        ) : null}
        {item.state === 'sent' ? (
          <Button look="ghost" size="s" onClick={keep}>
            {t('outbox.forget')}
          </Button>
        ) : null}
      </div>
    </li>
  );
};

type OutboxProps = {
  readonly items: readonly Outgoing[];
  readonly onClose: () => void;
  readonly onSent: () => void;
  readonly onPlace: (place: string) => void;
};

/** Everything that is on its way out, and what became of it. */
export const Outbox = ({ items, onClose, onSent, onPlace }: OutboxProps) => {
  const { t } = useTranslation();
  useEscape(onClose);
  useEffect(() => onPlace(t('outbox.title')), [onPlace, t]);
  return (
    <main className="outbox">
      <div className="outbox__in">
        <div className="outbox__head">
          <Button
            icon={ArrowLeft}
            aria-label={t('outbox.back')}
            title={`${t('outbox.back')} (Esc)`}
            onClick={onClose}
          />
          <h1>{t('outbox.title')}</h1>
        </div>
        {items.length === 0 ? (
          <p className="t2">{t('outbox.empty')}</p>
        ) : (
          <ul className="outbox__list">
            {[...items].reverse().map((item) => (
              <Item key={item.id} item={item} onSent={onSent} />
            ))}
          </ul>
        )}
      </div>
    </main>
  );
};
