import { Building2, KeyRound, LaptopMinimalCheck, ListOrdered, Mail, ShieldCheck, ShieldOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { FactorStatus } from '../../../app/contract/security.ts';
import { Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import type { SystemInfo } from '../../hooks/use-info.ts';
import { domainOf } from '../../logic/address.ts';
import { longDateOf } from '../../text/dates.ts';
import type { TextKey } from '../../text/keys.ts';
import type { MailboxGate } from '../mailbox/mailbox.tsx';

export type FactorAct = 'setUp' | 'turnOff' | 'move' | 'recovery' | 'codes';

type TwoFactorProps = {
  readonly gate: MailboxGate;
  readonly info: SystemInfo | undefined;
  /** What the server says; unknown without a web session. */
  readonly status: FactorStatus | undefined;
  readonly onAct: (act: FactorAct) => void;
  readonly onAppPasswords: () => void;
};

/** How long a sign-in is kept here. */
export const keptTexts: Readonly<Record<MailboxGate['kept'], TextKey>> = {
  keychain: 'account.kept.keychain',
  memory: 'account.kept.memory',
  memoryNoKeychain: 'account.kept.memoryNoKeychain',
};

/** What is few enough to be renewed soon. */
const fewCodes = 3;

const offMeans = (status: FactorStatus | undefined): TextKey => {
  if (status === undefined) return 'account.factorOffMeans';
  return status.policy === 'enforced'
    ? 'twoFactor.demandedMeans'
    : status.policy === 'off'
      ? 'twoFactor.switchedOffMeans'
      : 'account.factorOffMeans';
};

/** How the account is protected, and everything of it that its owner can change. */
export const TwoFactor = ({ gate, info, status, onAct, onAppPasswords }: TwoFactorProps) => {
  const { t } = useTranslation();
  const domain = domainOf(gate.address);
  const on = status?.enrolled ?? gate.secondFactor;
  const { enrolledAt, recoveryEmailMasked: masked, recoveryCodesLeft: codes, enforceFrom } = status ?? {};
  return (
    <section className="sect">
      <h2 className="sect__h">{t('account.twoFactor')}</h2>
      <ul className="list sect__list">
        <li className="setting">
          <Icon of={on ? ShieldCheck : ShieldOff} size="l" />
          <div className="grow">
            <div className="list__t">
              {on
                ? enrolledAt === undefined
                  ? t('account.factorOn')
                  : t('twoFactor.since', { date: longDateOf(enrolledAt) })
                : t('account.factorOff')}
              {status?.policy === 'enforced' ? (
                <span className="tag tag--accent tag--beside">
                  <Icon of={Building2} size="s" />
                  {t('twoFactor.enforcedBy', { domain })}
                </span>
              ) : null}
            </div>
            <div className="list__d">
              {t(on ? 'account.factorOnMeans' : offMeans(status))}
              {enforceFrom === undefined
                ? null
                : ` ${t('twoFactor.enforceFrom', { domain, date: longDateOf(enforceFrom) })}`}
            </div>
          </div>
          {status === undefined ? null : on ? (
            <div className="act row">
              <Button size="s" onClick={() => onAct('move')}>
                {t('twoFactor.move.do')}
              </Button>
              {status.policy === 'optional' ? (
                <Button size="s" look="danger-ghost" onClick={() => onAct('turnOff')}>
                  {t('twoFactor.turnOff.do')}
                </Button>
              ) : null}
            </div>
          ) : status.policy === 'off' ? null : (
            <Button look="primary" onClick={() => onAct('setUp')}>
              {t('twoFactor.setUp')}
            </Button>
          )}
        </li>
        {masked === undefined ? null : (
          <li className="setting">
            <Icon of={Mail} size="l" />
            <div className="grow">
              <div className="list__t">{t('setUp.recovery.label')}</div>
              <div className="list__d">{t('twoFactor.recovery.means', { address: masked })}</div>
            </div>
            <Button size="s" aria-label={t('twoFactor.recovery.title')} onClick={() => onAct('recovery')}>
              {t('twoFactor.recovery.do')}
            </Button>
          </li>
        )}
        {codes === undefined ? null : (
          <li className="setting">
            <Icon of={ListOrdered} size="l" />
            <div className="grow">
              <div className="list__t">{t('twoFactor.codes.title')}</div>
              <div className={`list__d ${codes <= fewCodes ? 'warn' : ''}`}>
                {t('twoFactor.codes.left', { count: codes })}
              </div>
            </div>
            <Button size="s" onClick={() => onAct('codes')}>
              {t('twoFactor.codes.do')}
            </Button>
          </li>
        )}
        <li className="setting">
          <Icon of={LaptopMinimalCheck} size="l" />
          <div className="grow">
            <div className="list__t">
              {info === undefined ? t('account.here') : t('account.hereNamed', { name: info.deviceName })}
            </div>
            <div className="list__d">
              {gate.deviceExpiresAt !== undefined
                ? t('account.trustedUntil', { date: longDateOf(gate.deviceExpiresAt) })
                : on
                  ? t('account.notTrusted')
                  : null}{' '}
              {t(keptTexts[gate.kept])}
            </div>
          </div>
        </li>
        {gate.secondFactor ? (
          <li className="setting">
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
  );
};
