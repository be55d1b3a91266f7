import { accounts } from './migrations/0001-accounts.ts';
import { administration } from './migrations/0002-administration.ts';

/** In order; a released one is never edited, `user_version` counts how many were applied. */
export const migrations: readonly string[] = [accounts, administration];
