import { KeyRound, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../app/domain/failure.ts';
import type { MailStatus } from '../../../app/domain/mail.ts';
import { auth, mail } from '../../bridge.ts';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { useAction } from '../../hooks/use-action.ts';
import { demandsSetUp } from '../../logic/demands-set-up.ts';
import { NewPasswordDialog } from '../mail-account/new-password-dialog.tsx';
import { useSetUpHere } from '../security/set-up-here-context.ts';
import type { MailboxGate } from './mailbox.tsx';
import { OfflineBanner } from './offline-banner.tsx';

const failureOf = (status: MailStatus): Failure | undefined => {
  if (status.state === 'refused') return { code: 'mailRefused', reason: status.reason };
  return status.state === 'broken' ? { code: 'localStore', fault: status.fault } : undefined;
};

/** What can be done about it from here. */
const WayOn = ({ gate, failure }: { readonly gate: MailboxGate; readonly failure: Failure }) => {
  const { t } = useTranslation();
  const act = useAction();
  const [asks, setAsks] = useState(false);
  if (failure.code === 'mailRefused' && gate.kind === 'mail') {
    const { account = '', address, serverHost, page } = gate;
    return (
      <>
        <Button onClick={() => setAsks(true)}>{t('mailAccount.refused.do')}</Button>
        {asks ? (
          <NewPasswordDialog
            account={account}
            address={address}
            host={serverHost}
            page={page}
            onClose={() => setAsks(false)}
          />
        ) : null}
      </>
    );
  }
  if (failure.code === 'mailRefused') {
    return (
      <Button busy={act.busy} onClick={() => void act.run(() => auth.startOver({}))}>
        {t('mailbox.signInAgain')}
      </Button>
    );
  }
  if (failure.code !== 'localStore' || failure.fault === 'newerSchema') return null;
  const setAside = failure.fault === 'unreadable' || failure.fault === 'damaged';
  return (
    <Button busy={act.busy} onClick={() => void act.run(() => mail.reopenStore({ setAside }))}>
      {setAside ? t('mailbox.fetchAnew') : t('common.tryAgain')}
    </Button>
  );
};

/** The policy became stricter while the mailbox was open: it stays, and so does the way to the set-up. */
const SetUpDemanded = () => {
  const { t } = useTranslation();
  const setUpHere = useSetUpHere();
  return (
    <Banner
      tone="accent"
      icon={ShieldCheck}
      title={t('twoFactor.demanded.title')}
      actions={
        <Button look="primary" onClick={() => setUpHere({ rememberDays: 0, demanded: true })}>
          {t('twoFactor.setUp')}
        </Button>
      }
      appears
    >
      <p>{t('twoFactor.demanded.means')}</p>
    </Banner>
  );
};

/** What concerns the whole account: somebody must act, or should know. */
export const MailBanners = ({ gate, status }: { readonly gate: MailboxGate; readonly status: MailStatus }) => {
  const { t } = useTranslation();
  const [known, setKnown] = useState(false);
  const failure = gate.failure ?? failureOf(status);
  const noKeychain = gate.kept === 'memoryNoKeychain' && !known;
  return (
    <div className="house__banners">
      {failure === undefined ? null : failure.code === 'mailRefused' && gate.kind === 'mail' ? (
        <Banner
          tone="danger"
          title={t('mailAccount.refused.title', { host: gate.serverHost })}
          appears
          actions={<WayOn gate={gate} failure={failure} />}
        >
          {failure.reason === '' ? null : <p>{t('mailAccount.result.said', { reason: failure.reason })}</p>}
          <p>{t('mailAccount.refused.means')}</p>
        </Banner>
      ) : demandsSetUp(failure, gate.secondFactor) ? (
        <SetUpDemanded />
      ) : (
        <FailureBanner
          failure={failure}
          context={{ address: gate.address, host: gate.serverHost }}
          actions={<WayOn gate={gate} failure={failure} />}
        />
      )}
      {noKeychain ? (
        <Banner
          tone="warn"
          icon={KeyRound}
          title={t('mailbox.noKeychain.title')}
          actions={<Button onClick={() => setKnown(true)}>{t('mailbox.noKeychain.known')}</Button>}
        >
          <p>{t('mailbox.noKeychain.means')}</p>
        </Banner>
      ) : null}
      <OfflineBanner status={status} />
    </div>
  );
};
