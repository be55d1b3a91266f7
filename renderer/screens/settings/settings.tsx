import {
  ArrowLeft,
  Bell,
  BookOpen,
  Info,
  Keyboard as KeyboardIcon,
  KeyRound,
  type LucideIcon,
  Palette,
  PenLine,
  ShieldCheck,
  SlidersHorizontal,
  Users,
  Vault,
} from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/icon.tsx';
import { Kbd } from '../../components/kbd.tsx';
import type { SystemInfo } from '../../hooks/use-info.ts';
import { useKeys } from '../../keyboard/use-keys.ts';
import type { TextKey } from '../../text/keys.ts';
import { AppPasswords } from '../app-passwords/app-passwords.tsx';
import type { MailboxGate } from '../mailbox/mailbox.tsx';
import { About } from './about.tsx';
import { Account } from './account.tsx';
import { AccountsPage } from './accounts.tsx';
import { Appearance } from './appearance.tsx';
import { General } from './general.tsx';
import { Keyboard } from './keyboard.tsx';
import { KeychainPage } from './keychain/keychain-page.tsx';
import { Notifications } from './notifications.tsx';
import { ReadingSettings } from './reading.tsx';
import { WritingSettings } from './writing/writing.tsx';

export type SettingsPage =
  | 'accounts'
  | 'account'
  | 'appPasswords'
  | 'general'
  | 'appearance'
  | 'reading'
  | 'writing'
  | 'notifications'
  | 'keyboard'
  | 'keychain'
  | 'about';

type SettingsProps = {
  readonly gate: MailboxGate;
  readonly info: SystemInfo | undefined;
  readonly page: SettingsPage;
  readonly onPage: (page: SettingsPage) => void;
  readonly onClose: () => void;
  readonly onPlace: (place: string) => void;
};

type Entry = {
  readonly id: SettingsPage;
  readonly icon: LucideIcon;
  readonly title: TextKey;
  readonly show: (props: SettingsProps) => ReactNode;
};

/** Every page, in the groups and the order of the list beside it. */
const groups: readonly { readonly title: TextKey; readonly pages: readonly Entry[] }[] = [
  {
    title: 'settings.signIn',
    pages: [
      { id: 'accounts', icon: Users, title: 'accounts.title', show: () => <AccountsPage /> },
      {
        id: 'account',
        icon: ShieldCheck,
        title: 'settings.account',
        show: ({ gate, info, onPage }) => (
          <Account gate={gate} info={info} onAppPasswords={() => onPage('appPasswords')} />
        ),
      },
      {
        id: 'appPasswords',
        icon: KeyRound,
        title: 'settings.appPasswords',
        show: ({ gate }) => <AppPasswords gate={gate} />,
      },
      { id: 'reading', icon: BookOpen, title: 'readingSettings.title', show: () => <ReadingSettings /> },
      {
        id: 'writing',
        icon: PenLine,
        title: 'writingSettings.title',
        show: ({ gate }) => <WritingSettings gate={gate} />,
      },
    ],
  },
  {
    title: 'prefs.thisComputer',
    pages: [
      { id: 'general', icon: SlidersHorizontal, title: 'prefs.general', show: () => <General /> },
      { id: 'appearance', icon: Palette, title: 'prefs.appearance', show: () => <Appearance /> },
      { id: 'notifications', icon: Bell, title: 'prefs.notifications', show: () => <Notifications /> },
      { id: 'keyboard', icon: KeyboardIcon, title: 'keyboard.title', show: () => <Keyboard /> },
      { id: 'keychain', icon: Vault, title: 'vault.title', show: () => <KeychainPage /> },
      { id: 'about', icon: Info, title: 'prefs.about', show: ({ info }) => <About info={info} /> },
    ],
  },
];

/** Settings lie over the mailbox; Esc goes back to it. */
export const Settings = (props: SettingsProps) => {
  const { gate, page, onPage, onClose, onPlace } = props;
  const { t } = useTranslation();
  useKeys(true, { Escape: onClose });
  const nav = useRef<HTMLElement>(null);
  useEffect(() => onPlace(t('place.settings')), [onPlace, t]);
  useEffect(() => nav.current?.querySelector<HTMLElement>('[aria-current]')?.focus(), []);
  const shown = groups.flatMap(({ pages }) => pages).find(({ id }) => id === page);
  return (
    <div className="shell">
      <nav ref={nav} className="nav" aria-label={t('settings.label')}>
        {groups.map((group) => (
          <div key={group.title} className="nav__group">
            <div className="nav__head">{t(group.title)}</div>
            {group.pages
              .filter(({ id }) => id !== 'appPasswords' || gate.secondFactor)
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
          </div>
        ))}
        <button type="button" className="nav__i nav__foot" onClick={onClose}>
          <Icon of={ArrowLeft} />
          {t('settings.back')}
          <Kbd>Esc</Kbd>
        </button>
      </nav>
      {shown?.show(props)}
    </div>
  );
};
