import type { Gate } from '../contract/gate.ts';
import type { StoredSignIn } from './ports.ts';
import type { SecuredAccess } from './secure-mail-access.ts';

/** A sign-in that is made but not yet safely kept: a retry at the keychain needs no new code. */
export type UnkeptSignIn = { readonly record: StoredSignIn; readonly secured: SecuredAccess };

/** What a sign-in under way must remember and must not remember longer than its step. */
export type HeldSecrets = {
  /** The account password, for an account without a second factor that needs it for its mail. */
  readonly password: () => string | undefined;
  readonly holdPassword: (password: string | undefined) => void;
  readonly unkept: () => UnkeptSignIn | undefined;
  readonly holdUnkept: (unkept: UnkeptSignIn) => void;
  /** Lets go of what the step that is shown now has no use for. */
  readonly follow: (gate: Gate) => void;
  readonly forget: () => void;
};

/** The password: from pressing "Sign in" until mail access is made safe. */
const needsPassword = (gate: Gate): boolean => gate.step === 'opening' || (gate.step === 'signIn' && gate.busy);

/** The finished sign-in: while the keychain does not take it, and on the last page of the set-up. */
const needsUnkept = (gate: Gate): boolean =>
  gate.step === 'keychain' || gate.step === 'opening' || gate.step === 'setUpDone';

export const createHeldSecrets = (): HeldSecrets => {
  let password: string | undefined;
  let unkept: UnkeptSignIn | undefined;
  return {
    password: () => password,
    holdPassword: (next) => {
      password = next;
    },
    unkept: () => unkept,
    holdUnkept: (next) => {
      unkept = next;
    },
    follow: (gate) => {
      if (!needsPassword(gate)) password = undefined;
      if (!needsUnkept(gate)) unkept = undefined;
    },
    forget: () => {
      password = undefined;
      unkept = undefined;
    },
  };
};
