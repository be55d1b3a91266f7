import { join } from 'node:path';
import { z } from 'zod';
import { type AccountBook, keptAccount } from '../../app/auth/house-ports.ts';
import { accountEntry } from '../../app/auth/ports.ts';
import { accountColours } from '../../app/domain/choices.ts';
import { createJsonFile } from './json-file.ts';

const accountFile = z.discriminatedUnion('format', [
  /** Before there were several: without ids, the one in use first. */
  z.object({ format: z.literal(1), accounts: z.array(accountEntry) }),
  z.object({ format: z.literal(2), accounts: z.array(keptAccount) }),
]);

/** The accounts of this profile in their order, without anything secret. */
export const createAccountBook = (profile: string, newAccountId: () => string): AccountBook => {
  const file = createJsonFile(join(profile, 'accounts.json'), accountFile, { format: 2, accounts: [] });
  const write: AccountBook['write'] = (accounts) => file.write({ format: 2, accounts: [...accounts] });
  return {
    read: () => {
      const kept = file.read();
      if (kept.format === 2) return kept.accounts;
      const accounts = kept.accounts.map((entry, index) => ({
        ...entry,
        id: newAccountId(),
        kind: 'server' as const,
        name: '',
        colour: accountColours[index % accountColours.length] ?? 'petrol',
      }));
      // An id that is handed out must be the same at the next start.
      write(accounts);
      return accounts;
    },
    write,
  };
};
