import type { z } from 'zod';
import { accountId, accountKind, accountLook } from '../domain/account.ts';
import { accountEntry, type LoginPorts, type MailEnginePort } from './ports.ts';

/** What is remembered of an account of the house outside the keychain, in the person's order. */
export const keptAccount = accountEntry.extend({
  id: accountId,
  /** What was kept before there were several kinds is on a server of ours. */
  kind: accountKind.default('server'),
  ...accountLook,
});
export type KeptAccount = z.infer<typeof keptAccount>;

export type AccountBook = {
  readonly read: () => readonly KeptAccount[];
  readonly write: (accounts: readonly KeptAccount[]) => void;
};

/** What a house of accounts needs: all that one account's sign-in needs, and who is who. */
export type HousePorts = Omit<LoginPorts, 'accounts' | 'engine' | 'isElsewhere'> & {
  readonly book: AccountBook;
  readonly engineOf: (account: string) => MailEnginePort;
  /** Ends what is under way in an account's mailbox before it is signed out. `forget`: its mail goes too. */
  readonly finish: (account: string, forget: boolean) => Promise<void>;
  /** A new account's id, as `accountId` wants it. */
  readonly newAccountId: () => string;
};
