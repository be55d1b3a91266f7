import type { House } from '../../../app/auth/house.ts';
import type { accountsContract } from '../../../app/contract/accounts.ts';
import type { HandlersOf } from '../../../app/contract/area.ts';
import { succeed } from '../../../app/domain/result.ts';

/** The accounts side by side. */
export const accountHandlers = (house: House): HandlersOf<typeof accountsContract> => ({
  get: () => succeed(house.household()),
  show: ({ account }) => house.show(account),
  add: () => house.add(),
  leave: () => house.leave(),
  edit: ({ account, name, colour }) => house.edit(account, { name, colour }),
  arrange: ({ accounts }) => house.arrange(accounts),
  signOut: ({ account, ...leaving }) => house.signOut(account, leaving),
  remove: ({ account, ...leaving }) => house.remove(account, leaving),
});
