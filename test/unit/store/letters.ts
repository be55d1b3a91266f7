import type { MessageHeaders } from '../../../app/domain/message-headers.ts';
import type { FetchedMessage, FolderFacts, FolderSyncState } from '../../../app/store/port.ts';

export const testKey = new Uint8Array(32).map((_, index) => index * 7);

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
