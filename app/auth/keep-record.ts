import type { KeychainState } from '../domain/failure.ts';
import { type Result, succeed } from '../domain/result.ts';
import type { SecretVault, StoredSignIn } from './ports.ts';

/**
 * Writes an account's record and keeps the key of what is on this computer already: a new one would make the drafts in
 * it unreadable. Answers the record as it was written.
 * @param newKey makes the key of a store that is not there yet
 */
export const keepRecord = async (
  vault: SecretVault,
  record: StoredSignIn,
  newKey: () => string,
): Promise<Result<StoredSignIn, KeychainState>> => {
  const before = await vault.read(record.address);
  if (!before.ok && before.error !== 'unreadable') return before;
  const databaseKey = (before.ok ? before.value?.databaseKey : undefined) ?? newKey();
  const complete = { ...record, databaseKey };
  const written = await vault.write(record.address, complete);
  return written.ok ? succeed(complete) : written;
};

/**
 * Why an account that should have a sign-in in this keychain has none: taken out of it, or this is not the keychain it
 * was put into.
 * @param expected the mark of the keychain that the sign-in was put into, where one was noted
 */
export const isAnotherKeychain = async (vault: SecretVault, expected: string | undefined): Promise<boolean> => {
  if (expected === undefined) return false;
  const mark = await vault.mark();
  return mark.ok && mark.value !== expected;
};
