import { z } from 'zod';
import { accountId } from '../domain/account.ts';
import { keychainState } from '../domain/failure.ts';
import { type AreaContract, nothing } from './area.ts';

export const secretKind = z.enum([
  /** Reads and sends mail here: an app password of this program's own. */
  'ownAppPassword',
  /** The same, where it is the password of the account or one a person made elsewhere. */
  'mailPassword',
  'deviceToken',
  'databaseKey',
  'certificate',
  /** An app password that another program of this computer reads from the keychain. */
  'savedAppPassword',
]);
export type SecretKind = z.infer<typeof secretKind>;

/** One thing that is kept in this computer's keychain; never its value. */
export const keptSecret = z.object({
  kind: secretKind,
  address: z.string(),
  /** None: the account is not on the list any more. */
  account: accountId.optional(),
  /** Which app password, where there may be several. */
  id: z.string().optional(),
  name: z.string().optional(),
  since: z.iso.datetime().optional(),
});
export type KeptSecret = z.infer<typeof keptSecret>;

/** What this computer keeps in its keychain, of all accounts. */
export const vaultContract = {
  servedBy: 'main',
  methods: {
    list: {
      input: nothing,
      output: z.object({ secrets: z.array(keptSecret), state: keychainState.optional() }),
    },
    /**
     * Deletes one thing and whatever cannot be without it. `trustRemains`, and nothing has changed, where the server
     * should be told, cannot be, and it is not to go on anyway.
     */
    remove: {
      input: z.strictObject({
        kind: secretKind,
        address: z.string().max(320),
        id: z.string().max(64).optional(),
        anyway: z.boolean(),
      }),
      output: nothing,
    },
  },
  events: {},
} as const satisfies AreaContract;
