import type { House } from '../../../app/auth/house.ts';
import { type KeptPart, partsOf } from '../../../app/auth/kept-since.ts';
import type { SecretVault, StoredSignIn, VaultList } from '../../../app/auth/ports.ts';
import type { HandlersOf } from '../../../app/contract/area.ts';
import type { KeptSecret, SecretKind, vaultContract } from '../../../app/contract/vault.ts';
import { sameAddress } from '../../../app/domain/address.ts';
import type { Failure } from '../../../app/domain/failure.ts';
import { fail, type Result, succeed } from '../../../app/domain/result.ts';
import type { SavedPasswords } from '../../vault/saved-passwords.ts';

type Done = Result<Record<string, never>, Failure>;

const kindOf = (part: KeptPart, { mail }: StoredSignIn): SecretKind => {
  switch (part) {
    case 'mail':
      return mail.appPasswordId === undefined ? 'mailPassword' : 'ownAppPassword';
    case 'pin':
      return 'certificate';
    default:
      return part;
  }
};

/** What the keychain holds, and how each thing leaves it: never alone where something else could not be without it. */
export const vaultHandlers = (options: {
  readonly house: House;
  readonly vault: SecretVault & VaultList;
  readonly saved: SavedPasswords;
  /** Deletes what is kept of an address outside the keychain. */
  readonly forgetMail: (address: string) => Promise<void>;
}): HandlersOf<typeof vaultContract> => {
  const { house, vault, saved, forgetMail } = options;
  const accountOf = (address: string) =>
    house.household().accounts.find((account) => sameAddress(account.address, address));

  const forgetCertificates = async (address: string): Promise<Done> => {
    const read = await vault.read(address);
    if (!read.ok) return fail({ code: 'keychain', state: read.error });
    if (read.value === undefined) return succeed({});
    const { pin: _pin, pins: _pins, ...rest } = read.value;
    const written = await vault.write(address, rest);
    return written.ok ? succeed({}) : fail({ code: 'keychain', state: written.error });
  };

  const removeRecord = async (address: string): Promise<Done> => {
    await forgetMail(address);
    const removed = await vault.remove(address);
    return removed.ok ? succeed({}) : fail({ code: 'keychain', state: removed.error });
  };

  const removePart = async (kind: SecretKind, address: string, anyway: boolean): Promise<Done> => {
    const account = accountOf(address);
    if (account === undefined) return removeRecord(address);
    const { id, state } = account;
    const open = state === 'open' || state === 'refused';
    switch (kind) {
      case 'ownAppPassword':
      case 'mailPassword':
        return open ? house.signOut(id, { keepMail: true, anyway }) : fail({ code: 'wrongStep' });
      case 'databaseKey':
        return open
          ? house.signOut(id, { keepMail: false, anyway })
          : house.remove(id, { keepMail: false, anyway: true });
      case 'certificate': {
        const left = open ? await house.signOut(id, { keepMail: true, anyway }) : succeed({});
        return left.ok ? forgetCertificates(address) : left;
      }
      case 'deviceToken': {
        const forgotten = await house.flowOf(id)?.forgetDeviceToken();
        if (forgotten === undefined) return fail({ code: 'wrongStep' });
        return forgotten.ok ? succeed({}) : forgotten;
      }
      case 'savedAppPassword':
        return fail({ code: 'invalidInput' });
    }
  };

  return {
    list: async () => {
      const records = await vault.list();
      const others = await saved.list();
      const state = !records.ok ? records.error : others.ok ? undefined : others.error;
      const own = (records.ok ? records.value : []).flatMap((record) =>
        partsOf(record).map((part): KeptSecret => {
          const account = accountOf(record.address)?.id;
          const since = record.since?.[part];
          return {
            kind: kindOf(part, record),
            address: record.address,
            ...(account === undefined ? {} : { account }),
            ...(since === undefined ? {} : { since }),
          };
        }),
      );
      const forOthers = (others.ok ? others.value : []).map(({ address, id, name, since }): KeptSecret => {
        const account = accountOf(address)?.id;
        return { kind: 'savedAppPassword', address, id, name, since, ...(account === undefined ? {} : { account }) };
      });
      return succeed({ secrets: [...own, ...forOthers], ...(state === undefined ? {} : { state }) });
    },
    remove: async ({ kind, address, id, anyway }) => {
      if (kind !== 'savedAppPassword') return removePart(kind, address, anyway);
      const removed = await saved.remove(address, id ?? '');
      return removed.ok ? succeed({}) : fail({ code: 'keychain', state: removed.error });
    },
  };
};
