import { join } from 'node:path';
import { z } from 'zod';
import { type SavedMemory, savedPassword } from '../vault/saved-passwords.ts';
import { createJsonFile } from './json-file.ts';

const keychainFile = z.object({ format: z.literal(1), saved: z.array(savedPassword) });

/** What other programs find in the keychain, as it is remembered outside of it: names and dates. */
export const createSavedMemory = (profile: string): SavedMemory => {
  const file = createJsonFile(join(profile, 'saved-passwords.json'), keychainFile, { format: 1, saved: [] });
  return { read: () => file.read().saved, write: (saved) => file.write({ format: 1, saved: [...saved] }) };
};
