import { useRef, useState } from 'react';
import type { FoundSettings } from '../../../app/contract/mail-accounts.ts';
import { mailAccounts } from '../../bridge.ts';
import { isAddress } from '../../logic/address.ts';

export type Search =
  | { readonly state: 'idle' }
  | { readonly state: 'searching'; readonly address: string }
  | { readonly state: 'found'; readonly address: string; readonly found: FoundSettings };

/** Looks for the servers of an address, once for each; a late answer to an older one is dropped. */
export const useFoundSettings = (
  onFound: (found: FoundSettings, address: string) => void,
): { readonly search: Search; readonly look: (typed: string) => void } => {
  const [search, setSearch] = useState<Search>({ state: 'idle' });
  const asked = useRef('');
  const look = (typed: string): void => {
    const address = typed.trim();
    if (!isAddress(address) || address === asked.current) return;
    asked.current = address;
    setSearch({ state: 'searching', address });
    void mailAccounts.find({ address }).then((reply) => {
      if (asked.current !== address) return;
      const found: FoundSettings = reply.ok ? reply.value : { from: 'nowhere', foreign: false, takesPassword: true };
      setSearch({ state: 'found', address, found });
      onFound(found, address);
    });
  };
  return { search, look };
};
