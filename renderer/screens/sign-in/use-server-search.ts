import { useCallback, useEffect, useRef } from 'react';
import type { Reply } from '../../../app/contract/area.ts';
import type { Gate } from '../../../app/contract/gate.ts';
import { auth } from '../../bridge.ts';
import type { Action } from '../../hooks/use-action.ts';
import { isAddress } from '../../logic/address.ts';

const pause = 700;
const keyOf = (address: string, serverUrl: string): string => `${serverUrl.trim()}\n${address.trim()}`;

type SignInGate = Extract<Gate, { step: 'signIn' }>;

type ServerSearch = {
  /** Looks for the server unless exactly this was looked for last. */
  readonly search: () => void;
  /** Looks for the server again, whatever was found before. */
  readonly searchAgain: () => Promise<Reply<unknown>>;
  /** What the probe of the gate says belongs to what is typed now. */
  readonly isCurrent: boolean;
};

/**
 * Looks for the server as the address is typed: after a pause and on leaving the field. A search costs one request
 * and sends no password, so it may be early; it must not be repeated for the same address.
 */
export const useServerSearch = (gate: SignInGate, address: string, serverUrl: string, action: Action): ServerSearch => {
  const asked = useRef(gate.probe.state === 'idle' ? '' : keyOf(gate.address, gate.serverUrl));
  const key = keyOf(address, serverUrl);
  const { run } = action;

  const searchAgain = useCallback(() => {
    asked.current = keyOf(address, serverUrl);
    return run(() => auth.findServer({ address: address.trim(), serverUrl: serverUrl.trim() }));
  }, [address, serverUrl, run]);

  const search = useCallback(() => {
    if (isAddress(address) && asked.current !== keyOf(address, serverUrl)) void searchAgain();
  }, [address, serverUrl, searchAgain]);

  useEffect(() => {
    const timer = setTimeout(search, pause);
    return () => clearTimeout(timer);
  }, [search]);

  return { search, searchAgain, isCurrent: asked.current === key };
};
