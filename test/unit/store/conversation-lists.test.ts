import { describe, expect, it } from 'vitest';
import { createSnoozes } from '../../../app/store/sqlite/snoozes.ts';
import { fetched, folderFacts, headers, putFolders, syncState, temporaryStore } from './store-files.ts';

const person = (name: string) => [{ name, address: `${name.toLowerCase()}@off.example` }];
const letter = (uid: number, from: string, subject: string, more: Partial<Parameters<typeof fetched>[1]> = {}) =>
  fetched(uid, {
    ...more,
    headers: headers({ messageId: `${uid}@off.example`, subject, from: person(from), references: [] }),
  });
const reply = (uid: number, from: string, subject: string, to: number) =>
  fetched(uid, {
    headers: headers({
      messageId: `${uid}@off.example`,
      subject,
      from: person(from),
      references: [`${to}@off.example`],
    }),
  });

const world = () => {
  const store = temporaryStore();
  const [inbox = 0] = putFolders(store, 'INBOX');
  store.putFolders([
    folderFacts('INBOX', { role: 'inbox' }),
    folderFacts('Sent', { role: 'sent' }),
    folderFacts('Trash', { role: 'bin' }),
  ]);
  const sent = store.folder('Sent')?.id ?? 0;
  const bin = store.folder('Trash')?.id ?? 0;
  store.putMessages(
    inbox,
    [
      letter(1, 'Zoe', 'Quinces', { size: 9_000, flags: ['\\Seen'] }),
      letter(2, 'Ada', 'Ärger am Bau', { size: 100, hasAttachment: true }),
      letter(3, 'Ben', 'apples', { size: 500, flags: ['\\Seen', '\\Flagged'] }),
      reply(5, 'Ada', 'Re: Quinces', 1),
    ],
    syncState(),
  );
  store.putMessages(sent, [reply(4, 'Otto', 'Re: Quinces', 1)], syncState());
  const uidsOf = (heads: Iterable<number>) => store.rows([...heads]).map(({ uid }) => uid);
  return { store, inbox, sent, bin, uidsOf };
};

describe('lists of conversations', () => {
  it('come in every order, one line a conversation', () => {
    const { store, inbox, uidsOf } = world();
    const listed = (order: Parameters<typeof store.listConversations>[1]) =>
      uidsOf(store.listConversations(inbox, order, 'all').heads);
    expect(listed('newest')).toEqual([5, 3, 2]);
    expect(listed('oldest')).toEqual([2, 3, 5]);
    expect(listed('largest')).toEqual([5, 3, 2]);
    expect(listed('subject')).toEqual([3, 2, 5]);
    expect(new Set(listed('sender').slice(0, 2))).toEqual(new Set([5, 2]));
    expect(listed('sender')[2]).toBe(3);
  });

  it('show what a filter asks for, by any message of the conversation', () => {
    const { store, inbox, uidsOf } = world();
    const listed = (filter: Parameters<typeof store.listConversations>[2]) =>
      uidsOf(store.listConversations(inbox, 'newest', filter).heads);
    expect(listed('unread')).toEqual([5, 2]);
    expect(listed('flagged')).toEqual([3]);
    expect(listed('attachments')).toEqual([2]);
  });

  it('tell who wrote, own replies included, and what is in this folder', () => {
    const { store, inbox } = world();
    const { heads } = store.listConversations(inbox, 'newest', 'all');
    const [first, second] = store.conversations(inbox, [...heads]);
    expect(first).toMatchObject({ count: 3, hasAttachment: false, draft: false });
    expect(first?.people.map(({ name }) => name)).toEqual(['Ada', 'Otto', 'Zoe']);
    expect(first?.ids).toHaveLength(2);
    expect(first?.unreadIds).toEqual([first?.head.id]);
    expect(second).toMatchObject({ count: 1, flaggedIds: [second?.head.id] });
  });

  it('do not count what is in the bin, except in the bin', () => {
    const { store, inbox, bin } = world();
    const { heads } = store.listConversations(inbox, 'newest', 'all');
    store.showIn(heads[0] ?? 0, bin);
    const again = store.listConversations(inbox, 'newest', 'all');
    const conversation = store.conversations(inbox, [...again.heads]).find(({ head }) => head.uid === 1);
    expect(conversation).toMatchObject({ count: 2 });
    const inBin = store.listConversations(bin, 'newest', 'all');
    expect(store.conversations(bin, [...inBin.heads])[0]).toMatchObject({ count: 3, ids: [heads[0]] });
  });

  it('gather the flagged of all folders', () => {
    const { store, inbox, uidsOf } = world();
    expect(uidsOf(store.listConversations('flagged', 'newest', 'all').heads)).toEqual([3]);
    expect(store.listConversations('flagged', 'newest', 'unread').heads).toHaveLength(0);
    expect(store.idsIn(inbox, true)).toHaveLength(2);
    expect(store.idsIn(inbox, false)).toHaveLength(4);
    const thread = store.listConversations(inbox, 'newest', 'all').threads[0] ?? 0;
    expect(store.idsIn(inbox, false, [thread])).toHaveLength(2);
    expect(store.idsIn(inbox, true, [thread])).toHaveLength(1);
  });
});

describe('what is put off', () => {
  it('is hidden until its time, and comes back on top', () => {
    const { store, inbox, uidsOf } = world();
    const snoozes = createSnoozes(store.database);
    const { heads, threads } = store.listConversations(inbox, 'newest', 'all');
    const until = 1_900_000_000_000;
    expect(snoozes.put([heads[2] ?? 0], until)).toMatchObject({ folders: [inbox], changed: [heads[2]] });
    expect(uidsOf(store.listConversations(inbox, 'newest', 'all').heads)).toEqual([5, 3]);
    expect(uidsOf(store.listConversations('snoozed', 'newest', 'all').heads)).toEqual([2]);
    expect(snoozes.next()).toBe(until);
    expect(snoozes.wake(until - 1).changed).toEqual([]);
    expect(snoozes.wake(until)).toMatchObject({ folders: [inbox], changed: [heads[2]] });
    expect(snoozes.next()).toBeUndefined();
    const back = store.listConversations(inbox, 'newest', 'all');
    expect(uidsOf(back.heads)).toEqual([2, 5, 3]);
    expect(back.moved).toEqual([{ thread: threads[2], at: until }]);
    expect(store.conversations(inbox, [...back.heads])[0]?.snoozed).toEqual({ until, woken: true });
    expect(store.listConversations('snoozed', 'newest', 'all').heads).toHaveLength(0);
  });

  it('comes back at once with a new message, or when it is taken back', () => {
    const { store, inbox, uidsOf } = world();
    const snoozes = createSnoozes(store.database);
    const { heads } = store.listConversations(inbox, 'newest', 'all');
    snoozes.put([heads[0] ?? 0, heads[1] ?? 0], 1_900_000_000_000);
    expect(uidsOf(store.listConversations(inbox, 'newest', 'all').heads)).toEqual([2]);
    store.putMessages(inbox, [reply(9, 'Zoe', 'Re: Quinces', 1)], syncState());
    expect(uidsOf(store.listConversations(inbox, 'newest', 'all').heads)).toEqual([9, 2]);
    snoozes.remove([heads[1] ?? 0]);
    expect(uidsOf(store.listConversations(inbox, 'newest', 'all').heads)).toEqual([9, 3, 2]);
    expect(store.conversations(inbox, [heads[1] ?? 0])[0]?.snoozed).toBeUndefined();
  });

  it('is found again in a cache made anew', () => {
    const { store, inbox, uidsOf } = world();
    const snoozes = createSnoozes(store.database);
    const same = 1_700_000_000_000;
    store.putMessages(inbox, [letter(11, 'Eva', 'one', { receivedAt: same })], syncState());
    store.putMessages(inbox, [letter(12, 'Eva', 'two', { receivedAt: same })], syncState());
    const second = store.find('INBOX', '1700000000', 12)?.id ?? 0;
    snoozes.put([second], 1_900_000_000_000);
    store.rebuildCache();
    const [anew = 0] = putFolders(store, 'INBOX');
    expect(snoozes.reattach().changed).toEqual([]);
    store.putMessages(anew, [letter(12, 'Eva', 'two', { receivedAt: same })], syncState());
    store.putMessages(anew, [letter(11, 'Eva', 'one', { receivedAt: same })], syncState());
    expect(snoozes.reattach().changed).toHaveLength(1);
    expect(uidsOf(store.listConversations(anew, 'newest', 'all').heads)).toEqual([11]);
  });
});
