import { localWork } from './own/0001-local-work.ts';
import { folderChoices } from './own/0002-folder-choices.ts';
import { snoozed } from './own/0003-snoozed.ts';
import { draftFiles } from './own/0004-draft-files.ts';

/** Tables nothing can bring back: they outlive the cache. In order; a released step is never edited. */
export const ownMigrations: readonly string[] = [localWork, folderChoices, snoozed, draftFiles];
