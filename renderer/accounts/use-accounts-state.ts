import { useCallback, useEffect, useMemo, useState } from 'react';
import { accounts as accountsArea } from '../bridge.ts';
import { useHousehold } from '../hooks/use-household.ts';
import type { Accounts } from './accounts-context.ts';

/** @param shown the account whose mailbox the gate shows; undefined while it shows none */
export const useAccountsState = (shown: string | undefined): Accounts => {
  const household = useHousehold();
  const [wantsAll, setWantsAll] = useState(false);
  const list = household?.accounts;
  const canShowAll = (list ?? []).filter(({ state }) => state === 'open' || state === 'refused').length > 1;

  // Another account's mailbox was opened: that is what is to be seen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => setWantsAll(false), [shown]);

  const goTo = useCallback(
    (account: string) => {
      setWantsAll(false);
      if (account !== shown) void accountsArea.show({ account });
    },
    [shown],
  );
  const goToAll = useCallback(() => setWantsAll(true), []);
  const all = wantsAll && canShowAll && shown !== undefined;
  return useMemo(
    () => ({ list: list ?? [], shown, all, canShowAll, goTo, goToAll }),
    [list, shown, all, canShowAll, goTo, goToAll],
  );
};
