import { join } from 'node:path';
import type { StorePlace } from '../../app/store/sqlite/open-mail-store.ts';

/** The database in an account's folder. */
export const storePlace = ({ folder, key }: { readonly folder: string; readonly key: string }): StorePlace => ({
  path: join(folder, 'mail.db'),
  key: Buffer.from(key, 'hex'),
});
