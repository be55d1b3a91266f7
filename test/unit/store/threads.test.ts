import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MessageHeaders } from '../../../app/domain/message-headers.ts';
import { baseSubject } from '../../../app/store/sqlite/base-subject.ts';
import type { WritingStore } from '../../../app/store/sqlite/open-mail-store.ts';
import { fetched, openWriter, putFolders, syncState, temporaryStore, temporaryStorePath } from './store-files.ts';

type Letter = Partial<MessageHeaders>;

/** Puts letters one batch after the other and gives the conversation of each. */
const threadsOf = (store: WritingStore, letters: readonly Letter[]): (number | undefined)[] => {
  const [inbox = 0] = putFolders(store, 'INBOX');
  letters.forEach((headers, index) => {
    store.putMessages(inbox, [fetched(index + 1, { headers })], syncState());
  });
  return letters.map((_, index) => store.find('INBOX', '1700000000', index + 1)?.threadId);
};

const groups = (letters: readonly Letter[]): number[] => {
  const threads = threadsOf(temporaryStore(), letters);
  return threads.map((thread) => threads.indexOf(thread));
};

describe('base subject', () => {
  it.each([
    ['Re: Minutes', 'minutes', true],
    ['RE[2]: re:  Minutes', 'minutes', true],
    ['Fwd: Fw: Minutes (fwd)', 'minutes', true],
    ['[Fwd: Re: Minutes]', 'minutes', true],
    ['[list] Re: [list] Minutes', 'minutes', true],
    ['Re : Minutes', 'minutes', true],
    ['AW: Antw: Minutes', 'minutes', true],
    ['[list]', '[list]', false],
    ['[list] Minutes', 'minutes', false],
    ['Regarding: Minutes', 'regarding: minutes', false],
    ['Re:', '', true],
    ['', '', false],
  ])('of %s is %s', (subject, base, isReply) => {
    expect(baseSubject(subject)).toEqual({ base, isReply });
  });

  it('comes to an end whatever the subject', () => {
    expect(baseSubject(`${'Re: [x] '.repeat(50_000)}end`).isReply).toBe(true);
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (subject) => baseSubject(subject).base.length >= 0));
  });
});

describe('conversations', () => {
  it.each<[string, Letter[], number[]]>([
    [
      'by references',
      [{ messageId: 'a' }, { messageId: 'b', references: ['a'] }, { messageId: 'c', references: ['a', 'b'] }],
      [0, 0, 0],
    ],
    [
      'newest first',
      [{ messageId: 'c', references: ['a', 'b'] }, { messageId: 'b', references: ['a'] }, { messageId: 'a' }],
      [0, 0, 0],
    ],
    [
      'whose common ancestor is nowhere',
      [
        { messageId: 'b', references: ['a'] },
        { messageId: 'c', references: ['a'] },
      ],
      [0, 0],
    ],
    [
      'that a late message joins',
      [
        { messageId: 'a', subject: 'one' },
        { messageId: 'd', subject: 'two', references: ['c'] },
        { messageId: 'e', subject: 'two', references: ['c'] },
        { messageId: 'c', subject: 'three', references: ['a'] },
      ],
      [0, 0, 0, 0],
    ],
    [
      'that many late messages join, one by one',
      [
        { messageId: 'x1', references: ['x0'] },
        { messageId: 'y1', references: ['y0'] },
        { messageId: 'z1', references: ['z0'] },
        { messageId: 'y0', references: ['z0'] },
        { messageId: 'x0', references: ['y1'] },
        { messageId: 'x2', references: ['x1'] },
      ],
      [0, 0, 0, 0, 0, 0],
    ],
    [
      'in a loop',
      [
        { messageId: 'a', references: ['b'] },
        { messageId: 'b', references: ['a'] },
        { messageId: 'c', references: ['c'] },
      ],
      [0, 0, 2],
    ],
    [
      'not of messages without any id',
      [
        { messageId: '', subject: 'x' },
        { messageId: '', subject: 'y' },
      ],
      [0, 1],
    ],
    [
      'not of equal subjects that are no replies',
      [
        { subject: 'Invoice', messageId: 'a' },
        { subject: 'Invoice', messageId: 'b' },
      ],
      [0, 1],
    ],
    [
      'by subject of a reply without references',
      [
        { subject: 'Minutes', messageId: 'a' },
        { subject: 'Re: minutes', messageId: 'b' },
      ],
      [0, 0],
    ],
    [
      'by subject, the reply first',
      [
        { subject: 'Re: Minutes', messageId: 'b' },
        { subject: 'Minutes', messageId: 'a' },
      ],
      [0, 0],
    ],
    [
      'by subject of two replies',
      [
        { subject: 'Re: Minutes', messageId: 'b' },
        { subject: 'AW: Minutes', messageId: 'a' },
      ],
      [0, 0],
    ],
    [
      'not by subject where there are references',
      [
        { subject: 'Minutes', messageId: 'a' },
        { subject: 'Re: Minutes', messageId: 'b', references: ['elsewhere'] },
      ],
      [0, 1],
    ],
    [
      'not by an empty subject',
      [
        { subject: '', messageId: 'a' },
        { subject: 'Re: ', messageId: 'b' },
      ],
      [0, 1],
    ],
    ['of copies with one id', [{ messageId: 'a' }, { messageId: 'a' }], [0, 0]],
  ])('are found %s', (_, letters, expected) => {
    const distinct = letters.map((letter, index) => ({ subject: `subject ${index}`, ...letter }));
    expect(groups(distinct)).toEqual(expected);
  });

  it('reach over folders and are listed once in each', () => {
    const store = temporaryStore();
    const [inbox = 0, sent = 0] = putFolders(store, 'INBOX', 'Sent');
    store.putMessages(
      inbox,
      [fetched(1), fetched(3, { headers: { references: ['1@off.example', '2@off.example'] } })],
      syncState(),
    );
    store.putMessages(sent, [fetched(2, { headers: { references: ['1@off.example'] } })], syncState());
    store.putMessages(inbox, [fetched(4, { headers: { subject: 'Another' } })], syncState());
    const [newest, second] = store.listMessages(inbox, 5);
    expect(store.conversation(second?.threadId ?? -1).map((row) => row.uid)).toEqual([1, 2, 3]);
    expect([...store.conversationHeads(inbox)]).toEqual([newest?.id, second?.id]);
    expect([...store.conversationHeads(sent)]).toHaveLength(1);
  });

  it('tell what a merge changed', () => {
    const store = temporaryStore();
    const [inbox = 0] = putFolders(store, 'INBOX');
    const put = (uid: number, headers: Letter) => store.putMessages(inbox, [fetched(uid, { headers })], syncState());
    put(1, { messageId: 'a', subject: 'one' });
    const child = put(2, { messageId: 'c', subject: 'two', references: ['b'] }).added;
    expect(put(3, { messageId: 'b', subject: 'three', references: ['a'] }).changed).toEqual(child);
  });

  it('take ten thousand references in their stride', () => {
    const references = Array.from({ length: 10_000 }, (_, index) => `${index}@far.example`);
    const since = performance.now();
    expect(
      groups([
        { messageId: 'a', references },
        { messageId: 'b', references: [references[0] ?? ''] },
        { messageId: 'c', references: references.slice(-1) },
      ]),
    ).toEqual([0, 0, 0]);
    expect(performance.now() - since).toBeLessThan(2_000);
  });

  it('are the same in whatever order messages come, where references tell all', () => {
    const tree = fc.array(fc.nat(), { minLength: 2, maxLength: 25 }).chain((parents) =>
      fc.record({
        parents: fc.constant(parents),
        order: fc.shuffledSubarray([...parents.keys()], { minLength: parents.length }),
      }),
    );
    fc.assert(
      fc.property(tree, ({ parents, order }) => {
        // The first of every three has no parent: the root of a tree of its own.
        const parentOf = (index: number): number | undefined =>
          index % 3 === 0 ? undefined : (parents[index] ?? 0) % index;
        const rootOf = (index: number): number => {
          const parent = parentOf(index);
          return parent === undefined ? index : rootOf(parent);
        };
        const letters = order.map((index) => {
          const parent = parentOf(index);
          return {
            messageId: `m${index}`,
            subject: `s${index}`,
            references: parent === undefined ? [] : [`m${parent}`],
          };
        });
        const store = temporaryStore();
        const threads = threadsOf(store, letters);
        const roots = order.map(rootOf);
        store.close();
        expect(threads.map((thread) => threads.indexOf(thread))).toEqual(roots.map((root) => roots.indexOf(root)));
      }),
      { numRuns: 40 },
    );
  });
});

describe('many messages at once', () => {
  const letter = fc.record({
    messageId: fc.nat({ max: 120 }).map((id) => `${id}@off.example`),
    references: fc.array(
      fc.nat({ max: 120 }).map((id) => `${id}@off.example`),
      { maxLength: 3 },
    ),
    subject: fc.constantFrom('', 'Minutes', 'Re: Minutes', 'Re: Harvest', 'Harvest', 'Quinces', 'Re: Quinces'),
  });

  it('make the same conversations as few at a time, also where some were here before', { timeout: 30_000 }, () => {
    fc.assert(
      fc.property(fc.array(letter, { minLength: 240, maxLength: 260 }), fc.nat({ max: 20 }), (letters, before) => {
        const all = letters.map((headers, index) => fetched(index + 1, { headers }));
        const [together, few] = [
          [before, 130],
          [50, 100, 150, 200],
        ].map((cuts) => {
          const store = openWriter(temporaryStorePath());
          const [inbox = 0] = putFolders(store, 'INBOX');
          for (const [index, from] of [0, ...cuts].entries()) {
            store.putMessages(inbox, all.slice(from, cuts[index]), syncState());
          }
          const threads = all.map(({ uid }) => store.find('INBOX', '1700000000', uid)?.threadId);
          store.close();
          return threads.map((thread) => threads.indexOf(thread));
        });
        expect(together).toEqual(few);
      }),
      { numRuns: 6 },
    );
  });

  it('know after a failed transaction what was taken back', () => {
    const store = temporaryStore();
    const [inbox = 0] = putFolders(store, 'INBOX');
    const all = Array.from({ length: 200 }, (_, index) => fetched(index + 1, { headers: { subject: `S ${index}` } }));
    const broken = {
      ...syncState(),
      uidNext: 'no number' as unknown as number,
      exists: Symbol('x') as unknown as number,
    };
    expect(() => store.putMessages(inbox, all, broken)).toThrow();
    expect(store.listMessages(inbox, 10)).toEqual([]);
    store.putMessages(inbox, all, syncState());
    store.putMessages(inbox, [fetched(201, { headers: { references: ['7@off.example'] } })], syncState());
    const threads = store.listMessages(inbox, 300).map(({ threadId }) => threadId);
    expect(threads).toHaveLength(201);
    expect(new Set(threads).size).toBe(200);
    expect(Math.min(...threads)).toBe(1);
  });
});
