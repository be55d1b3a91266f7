import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { AccountBook } from '../app/auth/house-ports.ts';
import type { SecretVault } from '../app/auth/ports.ts';

/**
 * Takes everything of this person's program off the computer: the accounts' records in the keychain, then the profile.
 * The records go first, because the profile is what names them. Nothing on a server is touched.
 * @returns false where the keychain did not let a record go; the profile stays then, so that it can be tried again
 */
export const removeData = async (
  profile: string,
  book: Pick<AccountBook, 'read'>,
  vault: Pick<SecretVault, 'remove'>,
): Promise<boolean> => {
  for (const { address } of book.read()) {
    const removed = await vault.remove(address);
    if (!removed.ok && removed.error !== 'missing') return false;
  }
  for (const name of readdirSync(profile)) rmSync(join(profile, name), { recursive: true, force: true });
  return true;
};
