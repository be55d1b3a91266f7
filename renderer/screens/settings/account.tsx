import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Device } from '../../../app/contract/security.ts';
import { useAccounts } from '../../accounts/accounts-context.ts';
import { security } from '../../bridge.ts';
import { useAnnounce } from '../../components/announcer.tsx';
import { Avatar } from '../../components/avatar.tsx';
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { FailureBanner } from '../../components/failure-banner.tsx';
import { useAction } from '../../hooks/use-action.ts';
import type { SystemInfo } from '../../hooks/use-info.ts';
import { useNow } from '../../hooks/use-now.ts';
import { domainOf } from '../../logic/address.ts';
import { useProof } from '../app-passwords/proof.tsx';
import type { MailboxGate } from '../mailbox/mailbox.tsx';
import { CodesDialog } from '../security/codes-dialog.tsx';
import { MoveDialog } from '../security/move-dialog.tsx';
import { RecoveryDialog } from '../security/recovery-dialog.tsx';
import { RevokeComputerDialog } from '../security/revoke-computer-dialog.tsx';
import { useSetUpHere } from '../security/set-up-here-context.ts';
import { TrustedComputers } from '../security/trusted-computers.tsx';
import { TurnOffDialog } from '../security/turn-off-dialog.tsx';
import { type FactorAct, keptTexts, TwoFactor } from '../security/two-factor.tsx';
import { useSecurity } from '../security/use-security.ts';
import { AccountFarewell } from './account-farewell.tsx';
import { MailAccountWays } from './mail-account-ways.tsx';

type AccountProps = {
  readonly gate: MailboxGate;
  readonly info: SystemInfo | undefined;
  readonly onAppPasswords: () => void;
};

/** The account the window is at: who it is, how it is protected, which computers it trusts. */
export const Account = ({ gate, info, onAppPasswords }: AccountProps) => {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const { list, shown } = useAccounts();
  const setUpHere = useSetUpHere();
  const proof = useProof(gate.address, gate.kept === 'keychain');
  const { withProof } = proof;
  const { status, devices, closed, failure, load } = useSecurity(proof);
  const now = new Date(useNow(60_000));
  const [asked, setAsked] = useState<FactorAct>();
  const [leaving, setLeaving] = useState(false);
  const [revoking, setRevoking] = useState<Device | 'others'>();
  const revocation = useAction();
  const facts = list.find(({ id }) => id === shown);
  const ofServer = gate.kind !== 'mail';
  const name = gate.fullName === '' ? gate.address : gate.fullName;

  const act = (wanted: FactorAct): void => {
    if (wanted !== 'setUp') setAsked(wanted);
    else setUpHere({ rememberDays: status?.rememberDays ?? 0, demanded: status?.policy === 'enforced' });
  };
  const closeAsked = (said?: string): void => {
    setAsked(undefined);
    if (said === undefined) return;
    announce(said);
    void load(true);
  };
  const keep = (): void => {
    revocation.clear();
    setRevoking(undefined);
  };
  const revoke = async (device: Device | 'others'): Promise<void> => {
    const reply = await withProof(() =>
      revocation.run<unknown>(() =>
        device === 'others' ? security.removeOtherDevices({}) : security.removeDevice({ id: device.id }),
      ),
    );
    if (reply === undefined || (!reply.ok && reply.error.code !== 'noSuchEntity')) return;
    keep();
    announce(device === 'others' ? t('trusted.revoke.allDone') : t('trusted.revoke.done', { name: device.name }));
    await load(true);
  };

  return (
    <main className="page">
      <div className="page__wide">
        <h1 className="page__h">{t('settings.account')}</h1>
        <ul className="list sect">
          <li>
            <Avatar of={name} accent />
            <div className="grow">
              <div className="list__t">{name}</div>
              <div className="list__d">{t('account.on', { address: gate.address, host: gate.serverHost })}</div>
            </div>
            <Button onClick={() => setLeaving(true)}>{t('common.signOut')}</Button>
          </li>
        </ul>
        {ofServer ? (
          <TwoFactor gate={gate} info={info} status={status} onAct={act} onAppPasswords={onAppPasswords} />
        ) : (
          <MailAccountWays host={gate.serverHost} kept={t(keptTexts[gate.kept])} />
        )}
        {!ofServer ? null : closed ? (
          <div className="sect">
            <Banner
              tone="neutral"
              icon={KeyRound}
              title={t('twoFactor.closed.title')}
              actions={<Button onClick={() => void load(true)}>{t('appPasswords.closed.open')}</Button>}
            >
              <p>{t('twoFactor.closed.means')}</p>
            </Banner>
          </div>
        ) : failure === undefined ? null : (
          <div className="sect">
            <FailureBanner
              failure={failure}
              context={{ address: gate.address, host: gate.serverHost }}
              actions={<Button onClick={() => void load(true)}>{t('common.tryAgain')}</Button>}
            />
          </div>
        )}
        {status?.enrolled ? (
          <TrustedComputers
            devices={devices}
            rememberDays={status.rememberDays}
            domain={domainOf(gate.address)}
            now={now}
            onRevoke={setRevoking}
            onRevokeOthers={() => setRevoking('others')}
          />
        ) : null}
      </div>
      {leaving && facts !== undefined ? (
        <AccountFarewell account={facts} way="signOut" onClose={() => setLeaving(false)} />
      ) : null}
      {asked === 'turnOff' ? (
        <TurnOffDialog
          address={gate.address}
          withProof={withProof}
          onDone={() => closeAsked(t('twoFactor.turnOff.done'))}
          onClose={() => setAsked(undefined)}
        />
      ) : asked === 'recovery' ? (
        <RecoveryDialog
          address={gate.address}
          withProof={withProof}
          onDone={(address) => closeAsked(t('twoFactor.recovery.done', { address }))}
          onClose={() => setAsked(undefined)}
        />
      ) : asked === 'codes' ? (
        <CodesDialog
          withProof={withProof}
          onClose={(renewed) => closeAsked(renewed ? t('twoFactor.codes.done') : undefined)}
        />
      ) : asked === 'move' ? (
        <MoveDialog
          withProof={withProof}
          onClose={(moved) => closeAsked(moved ? t('twoFactor.move.done') : undefined)}
        />
      ) : null}
      {revoking === undefined ? null : (
        <RevokeComputerDialog
          device={revoking}
          count={devices.filter(({ current }) => !current).length}
          busy={revocation.busy}
          failure={revocation.failure}
          onKeep={keep}
          onRevoke={() => void revoke(revoking)}
        />
      )}
      {proof.dialog}
    </main>
  );
};
