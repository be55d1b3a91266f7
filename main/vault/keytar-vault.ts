import { randomUUID } from 'node:crypto';
import { withDates } from '../../app/auth/kept-since.ts';
import { type SecretVault, type StoredSignIn, storedSignIn, type VaultList } from '../../app/auth/ports.ts';
import type { KeychainState } from '../../app/domain/failure.ts';
import { fail, type Result, succeed } from '../../app/domain/result.ts';
import { ensureUnlocked, type Keychain, type Keytar, ownService as service } from './keychain.ts';

/** Names the entry by which this keychain is told from another one. */
const markAccount = 'this keychain';

const ensureMark = async (keychain: Keytar): Promise<void> => {
  if ((await keychain.getPassword(service, markAccount)) === null) {
    await keychain.setPassword(service, markAccount, randomUUID());
  }
};

const recordOf = (text: string | null): StoredSignIn | undefined => {
  const record = storedSignIn.safeParse(text === null ? undefined : parseJson(text));
  return record.success ? record.data : undefined;
};

/**
 * The sign-ins in the operating system's keychain, one record an account.
 * @param now milliseconds since 1970: when a part of a record is kept is noted with it
 */
export const createKeytarVault = ({ inTurn }: Keychain, now: () => number): SecretVault & VaultList => ({
  read: (account) =>
    inTurn(async (keychain): Promise<Result<StoredSignIn | undefined, KeychainState>> => {
      const text = await keychain.getPassword(service, account);
      if (text === null) {
        await ensureUnlocked(keychain);
        return succeed(undefined);
      }
      const record = recordOf(text);
      return record === undefined ? fail('unreadable') : succeed(record);
    }),
  write: (account, record) =>
    inTurn(async (keychain) => {
      const before = recordOf(await keychain.getPassword(service, account));
      const text = JSON.stringify(withDates(before, record, now()));
      await keychain.setPassword(service, account, text);
      await ensureMark(keychain);
      return (await keychain.getPassword(service, account)) === text ? succeed(null) : fail('denied');
    }),
  mark: () => inTurn(async (keychain) => succeed((await keychain.getPassword(service, markAccount)) ?? undefined)),
  remove: (account) =>
    inTurn(async (keychain) => {
      await keychain.deletePassword(service, account);
      return succeed(null);
    }),
  list: () =>
    inTurn(async (keychain) => {
      const records = (await keychain.findCredentials(service)).flatMap(({ password }) => recordOf(password) ?? []);
      if (records.length === 0) await ensureUnlocked(keychain);
      return succeed(records);
    }),
});

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
