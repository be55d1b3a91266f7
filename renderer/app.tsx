import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Gate } from '../app/contract/gate.ts';
import { allAccounts } from '../app/domain/account-numbers.ts';
import { AccountsContext } from './accounts/accounts-context.ts';
import { useAccountsState } from './accounts/use-accounts-state.ts';
import { useBadge } from './accounts/use-badge.ts';
import { AccountShown } from './components/account-shown.tsx';
import { Broken } from './components/error-boundary.tsx';
import { GateFrame } from './components/gate-frame.tsx';
import { Spinner } from './components/spinner.tsx';
import { TitleBar } from './components/title-bar.tsx';
import { useEntry } from './hooks/use-entry.ts';
import { useGate } from './hooks/use-gate.ts';
import { type SystemInfo, useInfo } from './hooks/use-info.ts';
import { windowPlace } from './screens/compose/letter-place.ts';
import { House } from './screens/house.tsx';
import { Keychain } from './screens/keychain/keychain.tsx';
import { MailAccount } from './screens/mail-account/mail-account.tsx';
import { Opening } from './screens/opening.tsx';
import { SecondFactor } from './screens/second-factor/second-factor.tsx';
import { Done } from './screens/set-up/done.tsx';
import { SetUp } from './screens/set-up/set-up.tsx';
import { SignIn } from './screens/sign-in/sign-in.tsx';
import { failureText } from './text/failure-text.ts';

/** The editor is large, and only windows for writing need it. */
const Compose = lazy(async () => ({ default: (await import('./screens/compose/compose.tsx')).Compose }));

type Closed = Exclude<Gate, { step: 'starting' | 'mailbox' }>;

type DoorProps = { readonly gate: Closed; readonly info: SystemInfo | undefined; readonly onAppPasswords: () => void };

const Door = ({ gate, info, onAppPasswords }: DoorProps) => {
  switch (gate.step) {
    case 'keychain':
      return <Keychain gate={gate} />;
    case 'signIn':
      return <SignIn gate={gate} info={info} />;
    case 'mailAccount':
      return <MailAccount gate={gate} />;
    case 'code':
      return <SecondFactor gate={gate} />;
    case 'setUp':
      return <SetUp gate={gate} />;
    case 'setUpDone':
      return <Done gate={gate} onAppPasswords={onAppPasswords} />;
    case 'opening':
      return <Opening address={gate.address} />;
  }
};

/**
 * The whole window as a function of the gate. There is no address and no history: nothing of the mailbox exists
 * before the gate says so.
 */
export const App = () => {
  const { t } = useTranslation();
  const { gate, failure } = useGate();
  const info = useInfo();
  const entry = useEntry();
  const [place, setPlace] = useState('');
  const [toAppPasswords, setToAppPasswords] = useState(false);
  const inside = gate.step === 'mailbox';
  // What is written is written from the account it was begun in, whichever the mailbox shows by then.
  const accounts = useAccountsState(inside ? (entry?.kind === 'compose' ? entry.account : gate.account) : undefined);
  useBadge(!inside || entry?.kind !== 'main' ? undefined : accounts.canShowAll ? allAccounts : gate.account);
  const title = inside
    ? place
    : gate.step === 'starting'
      ? ''
      : t(gate.step === 'setUp' || gate.step === 'setUpDone' ? 'place.setUp' : 'place.signIn');

  useEffect(() => {
    document.title = title === '' ? t('app.name') : t('app.title', { place: title });
  }, [title, t]);

  // Once: another account's mailbox opens at its mail.
  useEffect(() => {
    if (inside) setToAppPasswords(false);
  }, [inside]);

  return (
    <AccountsContext value={accounts}>
      <div className="win">
        <AccountShown account={accounts.shown} all={accounts.all} />
        <TitleBar place={title} info={info} />
        <div className="place">
          {failure !== undefined ? (
            <Broken title={failureText(t, failure).title} means={failureText(t, failure).means} />
          ) : gate.step === 'starting' || (inside && entry === undefined) ? (
            <main className="still" aria-busy="true">
              <p className="tick" role="status">
                <Spinner />
                {t('app.starting')}
              </p>
            </main>
          ) : gate.step === 'mailbox' && entry?.kind === 'compose' ? (
            <Suspense fallback={<main className="still" aria-busy="true" />}>
              <Compose gate={gate} start={entry.start} place={windowPlace} onPlace={setPlace} />
            </Suspense>
          ) : gate.step === 'mailbox' ? (
            <House
              key={accounts.all ? allAccounts : gate.account}
              gate={gate}
              info={info}
              startAtAppPasswords={toAppPasswords}
              onPlace={setPlace}
            />
          ) : (
            <GateFrame gate={gate} info={info}>
              <Door gate={gate} info={info} onAppPasswords={() => setToAppPasswords(true)} />
            </GateFrame>
          )}
        </div>
      </div>
    </AccountsContext>
  );
};
