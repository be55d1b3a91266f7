import { mail } from './cache/0001-mail.ts';
import { subjectsInOrder } from './cache/0002-subjects-in-order.ts';
import { people } from './cache/0003-people.ts';

/**
 * Tables that can be filled from the server again. In order; a released step is never edited.
 * Where a change would be costly, a step may drop and recreate: the next synchronisation fills the tables.
 */
export const cacheMigrations: readonly string[] = [mail, subjectsInOrder, people];

/** Every table the steps make. */
export const cacheTables: readonly string[] = [
  'person',
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
