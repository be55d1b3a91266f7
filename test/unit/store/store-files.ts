import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { MessageHeaders } from '../../../app/domain/message-headers.ts';
import type { FetchedMessage, FolderFacts, FolderId, FolderSyncState } from '../../../app/store/port.ts';
import { openMailStore, type ReadingStore, type WritingStore } from '../../../app/store/sqlite/open-mail-store.ts';

export const testKey = new Uint8Array(32).map((_, index) => index * 7);

/** A path in a folder that ends with the test. */
export const temporaryStorePath = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'mail.db');
};

export const openWriter = (path: string, key: Uint8Array = testKey): WritingStore => {
  const opened = openMailStore({ path, key, role: 'writer' });
  if (!opened.ok) throw new Error(opened.error.kind);
  return opened.value;
};

export const openReader = (path: string, key: Uint8Array = testKey): ReadingStore => {
  const opened = openMailStore({ path, key, role: 'reader' });
  if (!opened.ok) throw new Error(opened.error.kind);
  return opened.value;
};

/** A store that is closed with the test. */
export const temporaryStore = (): WritingStore => {
  const store = openWriter(temporaryStorePath());
  onTestFinished(() => store.close());
  return store;
};

export const folderFacts = (path: string, change: Partial<FolderFacts> = {}): FolderFacts => ({
  path,
  delimiter: '/',
  role: path === 'INBOX' ? 'inbox' : 'none',
  roleSource: 'guess',
  selectable: true,
  subscribed: true,
  ...change,
});

export const syncState = (change: Partial<FolderSyncState> = {}): FolderSyncState => ({
  uidValidity: '1700000000',
  uidNext: 1,
  highestModSeq: undefined,
  exists: 0,
  seededDownTo: 1,
  comparedAt: 0,
  ...change,
});

export const headers = (change: Partial<MessageHeaders> = {}): MessageHeaders => ({
  subject: 'Minutes',
  from: [{ name: 'Ada Example', address: 'ada@off.example' }],
  replyTo: [],
  to: [{ name: '', address: 'otto@off.example' }],
  cc: [],
  sentAt: undefined,
  messageId: '',
  references: [],
  listId: '',
  ...change,
});

export const fetched = (
  uid: number,
  change: Partial<Omit<FetchedMessage, 'uid' | 'headers'>> & { readonly headers?: Partial<MessageHeaders> } = {},
): FetchedMessage => ({
  uid,
  modSeq: undefined,
  flags: [],
  receivedAt: 1_700_000_000_000 + uid * 60_000,
  size: 1_000 + uid,
  hasAttachment: false,
  ...change,
  headers: headers({ messageId: `${uid}@off.example`, ...change.headers }),
});

/** Makes the folders and gives their ids in the same order. */
export const putFolders = (store: WritingStore, ...paths: string[]): FolderId[] => {
  store.putFolders(paths.map((path) => folderFacts(path)));
  return paths.map((path) => store.folder(path)?.id ?? -1);
};
