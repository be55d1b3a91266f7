import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { FolderId } from '../../../app/store/port.ts';
import { openMailStore, type ReadingStore, type WritingStore } from '../../../app/store/sqlite/open-mail-store.ts';
import { folderFacts, testKey } from './letters.ts';

export { fetched, folderFacts, headers, syncState, testKey } from './letters.ts';

/** A path in a folder that ends with the test. */
export const temporaryStorePath = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'mail.db');
};

export const openWriter = (path: string, recentMessages = 4_000): WritingStore => {
  const opened = openMailStore({ path, key: testKey, role: 'writer', recentMessages });
  if (!opened.ok) throw new Error(opened.error.kind);
  return opened.value;
};

export const openReader = (path: string): ReadingStore => {
  const opened = openMailStore({ path, key: testKey, role: 'reader' });
  if (!opened.ok) throw new Error(opened.error.kind);
  return opened.value;
};

/** A store that is closed with the test. */
export const temporaryStore = (recentMessages?: number): WritingStore => {
  const store = openWriter(temporaryStorePath(), recentMessages);
  onTestFinished(() => store.close());
  return store;
};

/** Makes the folders and gives their ids in the same order. */
export const putFolders = (store: WritingStore, ...paths: string[]): FolderId[] => {
  store.putFolders(paths.map((path) => folderFacts(path)));
  return paths.map((path) => store.folder(path)?.id ?? -1);
};
