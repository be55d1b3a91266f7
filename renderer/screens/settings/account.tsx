import { KeyRound, LaptopMinimalCheck, ShieldCheck } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { auth } from '../../bridge.ts';
import { Avatar } from '../../components/avatar.tsx';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { Icon } from '../../components/icon.tsx';
import { useAction } from '../../hooks/use-action.ts';
import type { SystemInfo } from '../../hooks/use-info.ts';
import { longDateOf } from '../../text/dates.ts';
import type { TextKey } from '../../text/keys.ts';
import type { MailboxGate } from '../mailbox/mailbox.tsx';
import { MailAccountWays } from './mail-account-ways.tsx';

type AccountProps = {
  readonly gate: MailboxGate;
  readonly info: SystemInfo | undefined;
  readonly onAppPasswords: () => void;
};

const kept: Readonly<Record<MailboxGate['kept'], TextKey>> = {
  keychain: 'account.kept.keychain',
  memory: 'account.kept.memory',
  memoryNoKeychain: 'account.kept.memoryNoKeychain',
};

export const Account = ({ gate, info, onAppPasswords }: AccountProps) => {
  const { t } = useTranslation();
  const [asks, setAsks] = useState(false);
  const action = useAction();
  const stay = useRef<HTMLButtonElement>(null);
  return (
    <main className="page">
      <div className="page__wide">
        <h1 className="page__h">{t('settings.account')}</h1>
        <ul className="list sect">
          <li>
            <Avatar of={gate.fullName === '' ? gate.address : gate.fullName} accent />
            <div className="grow">
              <div className="list__t">{gate.fullName === '' ? gate.address : gate.fullName}</div>
              <div className="list__d">{t('account.on', { address: gate.address, host: gate.serverHost })}</div>
            </div>
            <Button onClick={() => setAsks(true)}>{t('common.signOut')}</Button>
          </li>
        </ul>
        {gate.kind === 'mail' ? (
          <MailAccountWays host={gate.serverHost} kept={t(kept[gate.kept])} />
        ) : (
          <section className="sect">
            <h2 className="sect__h">{t('account.twoFactor')}</h2>
            <ul className="list sect__list">
              <li>
                <Icon of={ShieldCheck} size="l" />
                <div className="grow">
                  <div className="list__t">{t(gate.secondFactor ? 'account.factorOn' : 'account.factorOff')}</div>
                  <div className="list__d">
                    {t(gate.secondFactor ? 'account.factorOnMeans' : 'account.factorOffMeans')}
                  </div>
                </div>
              </li>
              <li>
                <Icon of={LaptopMinimalCheck} size="l" />
                <div className="grow">
                  <div className="list__t">
                    {info === undefined ? t('account.here') : t('account.hereNamed', { name: info.deviceName })}
                  </div>
                  <div className="list__d">
                    {gate.deviceExpiresAt === undefined
                      ? t('account.notTrusted')
                      : t('account.trustedUntil', { date: longDateOf(gate.deviceExpiresAt) })}{' '}
                    {t(kept[gate.kept])}
                  </div>
                </div>
              </li>
              {gate.secondFactor ? (
                <li>
                  <Icon of={KeyRound} size="l" />
                  <div className="grow">
                    <div className="list__t">{t('settings.appPasswords')}</div>
                    <div className="list__d">{t('account.appPasswords')}</div>
                  </div>
                  <Button size="s" onClick={onAppPasswords}>
                    {t('account.open')}
                  </Button>
                </li>
              ) : null}
            </ul>
          </section>
        )}
      </div>
      {asks ? (
        <Dialog
          alert
          width="slim"
          title={t('account.signOut.title')}
          lead={t(gate.kind === 'mail' ? 'mailAccount.signOut' : 'account.signOut.lead', { address: gate.address })}
          onClose={() => setAsks(false)}
          focusOn={() => stay.current}
          foot={
            <div className="end">
              <Button ref={stay} hotkey="Esc" onClick={() => setAsks(false)}>
                {t('account.signOut.stay')}
              </Button>
              <Button look="danger" busy={action.busy} onClick={() => void action.run(() => auth.signOut({}))}>
                {t('common.signOut')}
              </Button>
            </div>
          }
        >
          {action.failure === undefined ? undefined : <FailureBanner failure={action.failure} />}
        </Dialog>
      ) : null}
    </main>
  );
};
