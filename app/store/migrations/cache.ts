import { mail } from './cache/0001-mail.ts';

/**
 * Tables that can be filled from the server again. In order; a released step is never edited.
 * Where a change would be costly, a step may drop and recreate: the next synchronisation fills the tables.
 */
export const cacheMigrations: readonly string[] = [mail];

/** Every table the steps make. */
export const cacheTables: readonly string[] = [
  'words_recent',
  'words_old',
  'crowded_doc',
  'body',
  'overlay',
  'reference',
  'merged_thread',
  'subject_thread',
  'message',
  'folder',
  'counter',
];
