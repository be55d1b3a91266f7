import { describe, expect, it } from 'vitest';
import { applyEffects } from '../../../../app/mail/commands/apply-effects.ts';
import type { Effect } from '../../../../app/mail/commands/effects.ts';
import { planFolder } from '../../../../app/mail/sync/planner.ts';
import type { WritingStore } from '../../../../app/store/sqlite/open-mail-store.ts';
import { fetched, putFolders, syncState, temporaryStore } from '../../store/store-files.ts';

const uidValidity = '1700000000';

const threeMessages = (): { readonly store: WritingStore; readonly inbox: number } => {
  const store = temporaryStore();
  const [inbox = 0] = putFolders(store, 'INBOX');
  const sync = syncState({ uidNext: 4, exists: 3, seededDownTo: 1, comparedAt: 1, highestModSeq: '9' });
  store.putMessages(inbox, [fetched(1), fetched(2), fetched(3)], sync);
  return { store, inbox };
};

const removed = (store: WritingStore, uid: number): Effect => {
  const id = store.find('INBOX', uidValidity, uid)?.id ?? -1;
  const at = { folder: 'INBOX', uidValidity, uid };
  return { kind: 'removed', target: { id, ...at, messageId: '', size: 0, receivedAt: 0 }, at };
};

describe('what a command removed', () => {
  it('is counted once, so that nothing more is to be looked at when the server agrees', () => {
    const { store } = threeMessages();
    const twice = removed(store, 2);
    applyEffects(store, [twice, twice, removed(store, 77)]);
    expect(store.folder('INBOX')?.sync?.exists).toBe(2);
    const server = { uidValidity, uidNext: 4, exists: 2, highestModSeq: '9' };
    expect(planFolder(store.folder('INBOX')?.sync, server, 'condstore', 2, 10).kind).toBe('nothing');
  });

  it('is looked for again where the server still has it', () => {
    const { store } = threeMessages();
    applyEffects(store, [removed(store, 2)]);
    const server = { uidValidity, uidNext: 4, exists: 3, highestModSeq: '9' };
    expect(planFolder(store.folder('INBOX')?.sync, server, 'qresync', 2, 10).kind).toBe('condstore');
    expect(planFolder(store.folder('INBOX')?.sync, server, 'none', 2, 10).kind).toBe('compare');
  });
});
