import { useEffect, useState } from 'react';
import type { WindowEntry } from '../../app/contract/windows.ts';
import { showAccount, windows } from '../bridge.ts';

/** What this window is for; undefined for the moment until main has said. */
export const useEntry = (): WindowEntry | undefined => {
  const [entry, setEntry] = useState<WindowEntry>();
  useEffect(() => {
    void windows.getEntry({}).then((reply) => {
      if (reply.ok && reply.value.kind === 'compose') showAccount(reply.value.account);
      setEntry(reply.ok ? reply.value : { kind: 'main' });
    });
  }, []);
  return entry;
};
