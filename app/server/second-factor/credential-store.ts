import type { ErrorData } from '../../protocol/errors.ts';
import { type Result, success } from '../result.ts';
import type { SecondFactorStore } from '../store/second-factors.ts';
import type { ServerKeys } from '../store/server-keys.ts';

export type Factor = {
  readonly secret: Uint8Array<ArrayBuffer>;
  readonly enrolledAt: number;
  readonly recoveryEmail: string;
};

export type CredentialFault = Exclude<ErrorData<'TFAANoSetupError'>['cause'], 'disabledByPolicy'>;

/**
 * Where the second-factor attributes of users live. The server's own database never fails in these ways; a directory
 * behind the same seam can be read-only, out of reach or without the attributes.
 */
export type CredentialStore = {
  readonly read: (userId: string) => Promise<Result<Factor | undefined, CredentialFault>>;
  readonly write: (userId: string, factor: Factor) => Promise<Result<void, CredentialFault>>;
  readonly erase: (userId: string) => Promise<Result<void, CredentialFault>>;
};

/** Keeps the attributes in the server's database, the secret sealed under the key outside it. */
export const createLocalCredentialStore = (table: SecondFactorStore, keys: ServerKeys): CredentialStore => ({
  read: async (userId) => {
    const stored = table.factorOf(userId);
    if (stored === undefined) return success(undefined);
    const { sealedSecret, ...rest } = stored;
    return success({ ...rest, secret: keys.unseal(userId, sealedSecret) });
  },
  write: async (userId, { secret, ...rest }) => {
    table.putFactor(userId, { ...rest, sealedSecret: keys.seal(userId, secret) });
    return success(undefined);
  },
  erase: async (userId) => {
    table.removeFactor(userId);
    return success(undefined);
  },
});
