import { join } from 'node:path';
import { z } from 'zod';
import { type AccountList, accountEntry } from '../../app/auth/ports.ts';
import { createJsonFile } from './json-file.ts';

const accountFile = z.object({ format: z.literal(1), accounts: z.array(accountEntry) });

/** The accounts of this profile, without anything secret. */
export const createAccountList = (profile: string): AccountList => {
  const file = createJsonFile(join(profile, 'accounts.json'), accountFile, { format: 1, accounts: [] });
  const without = (address: string) => file.read().accounts.filter((entry) => entry.address !== address);
  return {
    first: () => file.read().accounts[0],
    put: (entry) => file.write({ format: 1, accounts: [entry, ...without(entry.address)] }),
    remove: (address) => file.write({ format: 1, accounts: without(address) }),
  };
};
