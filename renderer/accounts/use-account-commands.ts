import { useCommands } from '../commands/use-commands.ts';
import { useAccounts } from './accounts-context.ts';

/** Keys and palette lead to the accounts in the person's order. */
export const useAccountCommands = (active: boolean): void => {
  const { list, canShowAll, goTo, goToAll } = useAccounts();
  const at = (place: number): (() => void) | undefined => {
    const account = list.length > 1 ? list[place - 1] : undefined;
    return account === undefined ? undefined : () => goTo(account.id);
  };
  useCommands(active, {
    'go.allInboxes': canShowAll ? goToAll : undefined,
    'go.account1': at(1),
    'go.account2': at(2),
    'go.account3': at(3),
    'go.account4': at(4),
    'go.account5': at(5),
    'go.account6': at(6),
    'go.account7': at(7),
    'go.account8': at(8),
    'go.account9': at(9),
  });
};
