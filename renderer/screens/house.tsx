import { useCallback, useEffect, useRef, useState } from 'react';
import { desktop } from '../bridge.ts';
import type { SystemInfo } from '../hooks/use-info.ts';
import { Mailbox, type MailboxGate } from './mailbox/mailbox.tsx';
import { Settings, type SettingsPage } from './settings/settings.tsx';

type HouseProps = {
  readonly gate: MailboxGate;
  readonly info: SystemInfo | undefined;
  readonly startAtAppPasswords: boolean;
  readonly onPlace: (place: string) => void;
};

/** Behind the door: the mailbox, which stays as it is while settings cover it. */
export const House = ({ gate, info, startAtAppPasswords, onPlace }: HouseProps) => {
  const [page, setPage] = useState<SettingsPage | undefined>(startAtAppPasswords ? 'appPasswords' : undefined);
  const opener = useRef<Element>(null);
  const openSettings = useCallback(() => {
    opener.current = document.activeElement;
    setPage(gate.secondFactor ? 'appPasswords' : 'account');
  }, [gate.secondFactor]);
  const close = useCallback(() => setPage(undefined), []);
  useEffect(() => {
    if (page === undefined && opener.current instanceof HTMLElement) opener.current.focus();
  }, [page]);
  // What is asked for from outside is in the mailbox.
  useEffect(() => desktop.on.asked(close), [close]);
  return (
    <>
      <div className="house__layer" inert={page !== undefined}>
        <Mailbox gate={gate} active={page === undefined} onSettings={openSettings} onPlace={onPlace} />
      </div>
      {page === undefined ? null : (
        <Settings gate={gate} info={info} page={page} onPage={setPage} onClose={close} onPlace={onPlace} />
      )}
    </>
  );
};
