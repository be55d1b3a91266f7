import type { Core } from '../core.ts';
import type { User } from '../store/users.ts';
import { type AddressFault, recoveryAddressFault } from './recovery-address.ts';

/**
 * What speaks against an address as the recovery address of this account. The built-in administrator has no mailbox;
 * its own addresses are its name at the domains served here, which may become somebody's any day.
 */
export const recoveryFaultFor = (core: Pick<Core, 'store'>, user: User, typed: string): AddressFault | undefined => {
  const { users } = core.store;
  if (user.domain !== undefined) return recoveryAddressFault(typed, users.addressesOf(user));
  const domain = typed.trim().slice(typed.trim().lastIndexOf('@') + 1);
  return recoveryAddressFault(typed, users.hasDomain(domain) ? [`${user.loginName}@${domain}`] : []);
};
