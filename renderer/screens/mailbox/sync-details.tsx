import * as Popover from '@radix-ui/react-popover';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MailStatus } from '../../../app/domain/mail.ts';
import type { SyncProgress } from '../../../app/domain/sync-progress.ts';
import { mail } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { useAction } from '../../hooks/use-action.ts';
import { useNetwork } from '../../hooks/use-offline.ts';
import { useWaiting } from '../../hooks/use-waiting.ts';
import { timeOf } from '../../text/dates.ts';
import { numberOf } from '../../text/numbers.ts';
import { FolderTimes } from './folder-times.tsx';

const serverWords = (t: TFunction, status: MailStatus): string => {
  switch (status.state) {
    case 'online':
      return t('sync.serverOn', { time: timeOf(status.since) });
    case 'refused':
      return t('sync.serverAnswers');
    case 'broken':
      return t('sync.serverOther');
    case 'connecting':
      return t('sync.serverTrying');
    case 'offline': {
      if (status.cause === 'certificate') return t('sync.serverCertificate');
      if (status.retryAt === undefined) return t('sync.serverOther');
      const time = timeOf(status.retryAt);
      return status.cause === 'busy' ? t('sync.serverBusy', { time }) : t('sync.serverOff', { time });
    }
  }
};

const signInWords = (t: TFunction, status: MailStatus): string => {
  if (status.state === 'online') return t('sync.signInOn');
  return status.state === 'refused' ? t('sync.signInRefused') : t('sync.signInUnknown');
};

type FactsProps = {
  readonly status: MailStatus;
  readonly progress: SyncProgress;
  /** Name of the folder that is being fetched. */
  readonly folder: string;
};

const Facts = ({ status, progress, folder }: FactsProps) => {
  const { t } = useTranslation();
  const network = useNetwork();
  const { changes, mails } = useWaiting();
  const act = useAction();
  const fetching = progress.done < progress.total;
  const waiting = changes + mails;
  const rows: readonly (readonly [string, string])[] = [
    [t('sync.network'), t(network ? 'sync.networkOn' : 'sync.networkOff')],
    [t('sync.server'), serverWords(t, status)],
    [t('sync.signIn'), signInWords(t, status)],
    [t('sync.store'), t(status.state === 'broken' ? 'sync.storeBroken' : 'sync.storeOn')],
    [
      t('sync.fetching'),
      fetching
        ? t('status.fetched', { folder, done: numberOf(progress.done), total: numberOf(progress.total) })
        : t('sync.fetchingNothing'),
    ],
    [t('sync.waiting'), waiting === 0 ? t('sync.waitingNothing') : t('sync.waitingCount', { count: waiting })],
  ];
  return (
    <>
      <h2 className="popover__h">{t('sync.details')}</h2>
      <dl className="pairs">
        {rows.map(([name, value]) => (
          <div key={name} className="pairs__row">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <FolderTimes />
      <div className="end">
        <Button size="s" busy={act.busy} onClick={() => void act.run(() => mail.wake({}))}>
          {t('offline.tryNow')}
        </Button>
      </div>
    </>
  );
};

/**
 * Network, server, sign-in and what is kept here, told apart.
 * @param children what is pressed to open it
 */
export const SyncDetails = ({ children, ...facts }: FactsProps & { readonly children: ReactNode }) => {
  const { t } = useTranslation();
  return (
    <Popover.Root>
      <Popover.Trigger asChild>{children}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="popover"
          side="top"
          align="start"
          sideOffset={6}
          collisionPadding={8}
          aria-label={t('sync.details')}
        >
          <Facts {...facts} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
};
