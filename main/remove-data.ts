import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { AccountBook } from '../app/auth/house-ports.ts';
import type { SecretVault, VaultList } from '../app/auth/ports.ts';

/**
 * Takes everything of this person's program off the computer: the accounts' records in the keychain, then the profile.
 * App passwords that were put there for other programs stay: they are those programs' own. The records go first, because the profile is what names them. Nothing on a server is touched.
 * @returns false where the keychain did not let a record go; the profile stays then, so that it can be tried again
 */
export const removeData = async (
  profile: string,
  book: Pick<AccountBook, 'read'>,
  vault: Pick<SecretVault & VaultList, 'list' | 'remove'>,
): Promise<boolean> => {
  const kept = await vault.list();
  // Also of accounts that are on no list any more.
  const listed = kept.ok ? kept.value : [];
  for (const address of new Set([...book.read(), ...listed].map((one) => one.address))) {
    const removed = await vault.remove(address);
    if (!removed.ok && removed.error !== 'missing') return false;
  }
  for (const name of readdirSync(profile)) rmSync(join(profile, name), { recursive: true, force: true });
  return true;
};
