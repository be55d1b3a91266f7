import { ArrowLeft, KeyRound, ShieldCheck } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/icon.tsx';
import { Kbd } from '../../components/kbd.tsx';
import type { SystemInfo } from '../../hooks/use-info.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import { AppPasswords } from '../app-passwords/app-passwords.tsx';
import type { MailboxGate } from '../mailbox/mailbox.tsx';
import { Account } from './account.tsx';

export type SettingsPage = 'account' | 'appPasswords';

type SettingsProps = {
  readonly gate: MailboxGate;
  readonly info: SystemInfo | undefined;
  readonly page: SettingsPage;
  readonly onPage: (page: SettingsPage) => void;
  readonly onClose: () => void;
  readonly onPlace: (place: string) => void;
};

const pages = [
  { id: 'account', icon: ShieldCheck, title: 'settings.account' },
  { id: 'appPasswords', icon: KeyRound, title: 'settings.appPasswords' },
] as const;

/** Settings lie over the mailbox; Esc goes back to it. */
export const Settings = ({ gate, info, page, onPage, onClose, onPlace }: SettingsProps) => {
  const { t } = useTranslation();
  useKeys(true, { Escape: onClose });
  const nav = useRef<HTMLElement>(null);
  useEffect(() => onPlace(t('place.settings')), [onPlace, t]);
  useEffect(() => nav.current?.querySelector<HTMLElement>('[aria-current]')?.focus(), []);
  return (
    <div className="shell">
      <nav ref={nav} className="nav" aria-label={t('settings.label')}>
        <div className="nav__head">{t('settings.signIn')}</div>
        {pages
          .filter((one) => one.id !== 'appPasswords' || gate.secondFactor)
          .map((one) => (
            <button
              key={one.id}
              type="button"
              className={`nav__i ${one.id === page ? 'is-on' : ''}`}
              aria-current={one.id === page ? 'page' : undefined}
              onClick={() => onPage(one.id)}
            >
              <Icon of={one.icon} />
              {t(one.title)}
            </button>
          ))}
        <button type="button" className="nav__i nav__foot" onClick={onClose}>
          <Icon of={ArrowLeft} />
          {t('settings.back')}
          <Kbd>Esc</Kbd>
        </button>
      </nav>
      {page === 'account' ? (
        <Account gate={gate} info={info} onAppPasswords={() => onPage('appPasswords')} />
      ) : (
        <AppPasswords gate={gate} />
      )}
    </div>
  );
};
