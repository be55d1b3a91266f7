import type { ErrorData } from '../../protocol/errors.ts';
import { type Result, success } from '../result.ts';
import type { ServerKeys } from '../store/server-keys.ts';
import type { Store } from '../store/store.ts';

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
  /**
   * Keeps a factor in place of any other.
   * @param also changes of the server's own database that belong to it: made with it or, where the factor lies
   *   elsewhere, right after it; never without it
   */
  readonly write: (userId: string, factor: Factor, also?: () => void) => Promise<Result<void, CredentialFault>>;
  /** Takes the factor away; `also` as for `write`. */
  readonly erase: (userId: string, also?: () => void) => Promise<Result<void, CredentialFault>>;
};

/** Keeps the attributes in the server's database, the secret sealed under the key outside it. */
export const createLocalCredentialStore = (
  store: Pick<Store, 'secondFactors' | 'transaction'>,
  keys: ServerKeys,
): CredentialStore => ({
  read: async (userId) => {
    const stored = store.secondFactors.factorOf(userId);
    if (stored === undefined) return success(undefined);
    const { sealedSecret, ...rest } = stored;
    return success({
      ...rest,
      // Most callers only ask whether there is a factor.
      get secret() {
        return keys.unseal(userId, sealedSecret);
      },
    });
  },
  write: async (userId, { secret, ...rest }, also) => {
    store.transaction(() => {
      store.secondFactors.putFactor(userId, { ...rest, sealedSecret: keys.seal(userId, secret) });
      also?.();
    });
    return success(undefined);
  },
  erase: async (userId, also) => {
    store.transaction(() => {
      store.secondFactors.removeFactor(userId);
      also?.();
    });
    return success(undefined);
  },
});
