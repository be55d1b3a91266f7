import { useCallback, useEffect, useRef, useState } from 'react';
import { useAccountCommands } from '../accounts/use-account-commands.ts';
import { desktop } from '../bridge.ts';
import type { SystemInfo } from '../hooks/use-info.ts';
import { isPending, useOutgoing } from '../hooks/use-outgoing.ts';
import { WaysThrough } from './keys/ways-through.tsx';
import { Mailbox, type MailboxGate } from './mailbox/mailbox.tsx';
import { Outbox } from './outbox/outbox.tsx';
import { useSendingToasts } from './outbox/use-sending-toasts.ts';
import { SetUpHere } from './security/set-up-here.tsx';
import { SetUpHereContext, type SetUpWanted } from './security/set-up-here-context.ts';
import { Settings, type SettingsPage } from './settings/settings.tsx';

type HouseProps = {
  readonly gate: MailboxGate;
  readonly info: SystemInfo | undefined;
  readonly startAtAppPasswords: boolean;
  readonly onPlace: (place: string) => void;
};

/** Behind the door: the mailbox, which stays as it is while settings cover it. */
export const House = ({ gate, info, startAtAppPasswords, onPlace }: HouseProps) => {
  const [outbox, setOutbox] = useState(false);
  const outgoing = useOutgoing();
  const showOutbox = useCallback(() => setOutbox(true), []);
  const [wanted, setWanted] = useState(0);
  useSendingToasts(outgoing, showOutbox);
  const [page, setPage] = useState<SettingsPage | undefined>(startAtAppPasswords ? 'appPasswords' : undefined);
  const opener = useRef<Element>(null);
  const openSettings = useCallback(() => {
    opener.current = document.activeElement;
    setPage(gate.secondFactor ? 'appPasswords' : 'account');
  }, [gate.secondFactor]);
  const openPage = useCallback((wanted: SettingsPage) => {
    opener.current ??= document.activeElement;
    setPage(wanted);
  }, []);
  const close = useCallback(() => setPage(undefined), []);
  const [settingUp, setSettingUp] = useState<SetUpWanted>();
  const endSetUp = useCallback(() => setSettingUp(undefined), []);
  useEffect(() => {
    if (page !== undefined) return;
    if (opener.current instanceof HTMLElement) opener.current.focus();
    opener.current = null;
  }, [page]);
  // What is asked for from outside is in the mailbox.
  useEffect(() => desktop.on.asked(close), [close]);
  useAccountCommands(page === undefined && settingUp === undefined);
  return (
    <SetUpHereContext value={setSettingUp}>
      <div className="house__layer" inert={page !== undefined || outbox || settingUp !== undefined}>
        <Mailbox
          gate={gate}
          active={page === undefined && !outbox && settingUp === undefined}
          outgoing={outgoing?.filter(isPending).length ?? 0}
          onOutbox={showOutbox}
          toSent={wanted}
          onSettings={openSettings}
          onPlace={onPlace}
        />
      </div>
      {outbox && page === undefined && settingUp === undefined ? (
        <div className="house__layer">
          <Outbox
            items={outgoing ?? []}
            onClose={() => setOutbox(false)}
            onSent={() => {
              setOutbox(false);
              setWanted((before) => before + 1);
            }}
            onPlace={onPlace}
          />
        </div>
      ) : null}
      <WaysThrough appPasswords={gate.secondFactor} onPage={openPage} />
      {settingUp !== undefined ? (
        <SetUpHere
          gate={gate}
          info={info}
          wanted={settingUp}
          onClose={endSetUp}
          onAppPasswords={() => setPage('appPasswords')}
        />
      ) : page === undefined ? null : (
        <Settings gate={gate} info={info} page={page} onPage={setPage} onClose={close} onPlace={onPlace} />
      )}
    </SetUpHereContext>
  );
};
