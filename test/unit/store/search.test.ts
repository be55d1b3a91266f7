import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SearchQuery } from '../../../app/domain/search-query.ts';
import type { BodyFacts } from '../../../app/store/port.ts';
import type { WritingStore } from '../../../app/store/sqlite/open-mail-store.ts';
import { type NaiveMessage, naiveSearch, naiveWords } from './naive-search.ts';
import { fetched, putFolders, syncState, temporaryStore } from './store-files.ts';

const body = (text: string, change: Partial<BodyFacts> = {}): BodyFacts => ({
  source: Buffer.from(`\r\n${text}`),
  complete: true,
  text,
  attachmentNames: [],
  ...change,
});

const words = (text: string, change: Partial<Extract<SearchQuery, { kind: 'text' }>> = {}): SearchQuery => ({
  kind: 'text',
  field: 'any',
  words: text.split(' '),
  phrase: false,
  prefix: false,
  ...change,
});

const vocabulary = [
  ...['alpha', 'Alphabet', 'beta', 'foo-bar', 'OR', 'NOT', 'NEAR', 'AND', 'a', 'ab', 'abc'],
  ...[
    'Größe',
    'ÉTÉ',
    'naïve',
    'Привет',
    'ПРИВЕТСТВИЕ',
    '会議室',
    '議',
    '会',
    'x"y',
    '"',
    '*',
    '^',
    'subject:',
    '(',
    '12',
  ],
];
const word = fc.constantFrom(...vocabulary);
const text = fc.array(word, { maxLength: 5 }).map((list) => list.join(' '));
const start = 1_700_000_000_000;

const textQuery = fc.record({
  kind: fc.constant('text' as const),
  field: fc.constantFrom('any', 'subject', 'from', 'to', 'body', 'attachment'),
  words: fc.array(word, { minLength: 1, maxLength: 3 }),
  phrase: fc.boolean(),
  prefix: fc.boolean(),
});

const query = fc.letrec<{ tree: SearchQuery }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    textQuery,
    textQuery,
    fc.constantFrom<SearchQuery>(
      { kind: 'hasAttachment' },
      { kind: 'in', folder: 'sub' },
      { kind: 'in', folder: 'inbox/SUB' },
      { kind: 'in', folder: 'nowhere' },
      { kind: 'is', what: 'unread' },
      { kind: 'is', what: 'flagged' },
      { kind: 'before', time: start + 20_000 },
      { kind: 'after', time: start + 10_000 },
      { kind: 'larger', bytes: 20 },
      { kind: 'smaller', bytes: 30 },
    ),
    fc.record({ kind: fc.constantFrom('all', 'any'), of: fc.array(tie('tree'), { maxLength: 3 }) }),
    fc.record({ kind: fc.constant('not' as const), of: tie('tree') }),
  ),
})).tree;

const message = fc.record({
  folder: fc.constantFrom('INBOX', 'INBOX/Sub'),
  fields: fc.record({ subject: text, from: text, to: text, body: text, attachment: text }),
  flags: fc.subarray(['\\Seen', '\\Flagged']),
  size: fc.integer({ min: 10, max: 40 }),
  hasAttachment: fc.boolean(),
});

const fill = (store: WritingStore, messages: readonly NaiveMessage[]): void => {
  const [inbox = 0, sub = 0] = putFolders(store, 'INBOX', 'INBOX/Sub');
  for (const { uid, folder, fields, ...facts } of messages) {
    const headers = {
      subject: fields.subject,
      from: [{ name: fields.from, address: '' }],
      to: [{ name: '', address: fields.to }],
    };
    const id = store.putMessages(folder === 'INBOX' ? inbox : sub, [fetched(uid, { ...facts, headers })], syncState())
      .added[0];
    store.putBody(id ?? -1, body(fields.body, { attachmentNames: [fields.attachment] }));
  }
};

describe('search', () => {
  it('finds exactly what a naive search finds, whatever is asked, page by page', () => {
    const mailbox = fc.array(message, { minLength: 1, maxLength: 24 });
    fc.assert(
      fc.property(mailbox, fc.array(query, { minLength: 1, maxLength: 12 }), (list, queries) => {
        const messages = list.map((one, index) => ({ ...one, uid: index + 1, receivedAt: start + index * 1_300 }));
        const store = temporaryStore(4);
        fill(store, messages);
        for (const tree of queries) {
          const expected = naiveSearch(tree, messages);
          const first = store.search(tree, 5);
          expect(first.rows.map((row) => row.uid)).toEqual(expected.slice(0, 5));
          expect(first.more).toBe(expected.length > 5);
          const next = store.search(tree, 50, first.rows.at(-1)?.id);
          if (first.more) expect(next.rows.map((row) => row.uid)).toEqual(expected.slice(5));
        }
        store.close();
      }),
      { numRuns: 40 },
    );
  });

  it('takes whatever a person types as words', () => {
    const store = temporaryStore();
    const [inbox = 0] = putFolders(store, 'INBOX');
    const id = store.putMessages(inbox, [fetched(1)], syncState()).added[0] ?? -1;
    store.putBody(id, body('Größe 会議 "quoted" * text'));
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary' }), { maxLength: 4 }),
        fc.boolean(),
        fc.boolean(),
        (list, phrase, prefix) => {
          const tree = words('', { words: list, phrase, prefix });
          expect(store.search(tree, 5).rows.length).toBeLessThanOrEqual(1);
          expect(store.snippet(id, tree)).not.toBe('');
        },
      ),
      { numRuns: 300 },
    );
  });

  it('finds words of the header at once, and one in the header with one in the text later', () => {
    const store = temporaryStore();
    const [inbox = 0] = putFolders(store, 'INBOX');
    const id =
      store.putMessages(inbox, [fetched(1, { headers: { subject: 'Quarterly figures' } })], syncState()).added[0] ?? -1;
    expect(store.search(words('quarterly'), 5)).toMatchObject({ rows: [{ id }], indexed: 0, total: 1 });
    expect(store.search(words('quarterly walrus'), 5).rows).toEqual([]);
    store.putBody(id, body('The walrus has arrived.', { attachmentNames: ['Übersicht 2024.pdf'] }));
    expect(store.search(words('quarterly walrus'), 5)).toMatchObject({ rows: [{ id }], indexed: 1, total: 1 });
    expect(store.search(words('ubersicht', { field: 'attachment' }), 5).rows).toHaveLength(1);
    store.dropBodies([id]);
    expect(store.search(words('walrus'), 5)).toMatchObject({ rows: [], indexed: 0 });
    expect(store.search(words('quarterly'), 5).rows).toMatchObject([{ id, hasBody: false }]);
  });

  it.each([
    ['東京都の会議は明日です', '会議'],
    ['東京都の会議は明日です', '京都の'],
    ['ガギグゲゴ', 'ギグ'],
    ['ガギグ', 'カ\u3099ギ'],
    ['สวัสดีครับ', 'สดี'],
    ['회의를 시작합니다', '회의'],
    ['Straße nach Łódź', 'strasse lodz'],
    ['Cafe\u0301 ﬁn', 'café fin'],
    ['İstanbul', 'istanbul'],
    ['ΟΔΟΣ', 'οδος'],
    ['شُكْرًا', 'شكرا'],
    ['ёлка', 'елка'],
    ['soft\u00adhyphen', 'softhyphen'],
    ['ＦＵＬＬ', 'full'],
    ['write to a.b@off.example now', 'a.b@off.example'],
  ])('finds in %s what is typed as %s', (content, sought) => {
    const store = temporaryStore();
    const [inbox = 0] = putFolders(store, 'INBOX');
    const id = store.putMessages(inbox, [fetched(1)], syncState()).added[0] ?? -1;
    store.putBody(id, body(content));
    expect(store.search(words(sought), 5).rows).toHaveLength(1);
    expect(store.snippet(id, words(sought))).toContain('\u0002');
  });

  it('says how much of the folders and dates it looked at is indexed', () => {
    const store = temporaryStore();
    const [inbox = 0, old = 0] = putFolders(store, 'INBOX', 'Old');
    const { added } = store.putMessages(
      inbox,
      [1, 2, 3].map((uid) => fetched(uid)),
      syncState(),
    );
    store.putMessages(old, [fetched(4), fetched(5)], syncState());
    store.putBodies(added.slice(0, 2).map((id) => ({ id, body: body('words') })));
    store.putBody(added[2] ?? -1, body('w'.repeat(300_000)));
    const every = words('nothing');
    expect(store.search(every, 5)).toMatchObject({ indexed: 2, total: 5 });
    expect(store.search({ kind: 'all', of: [every, { kind: 'in', folder: 'old' }] }, 5)).toMatchObject({
      indexed: 0,
      total: 2,
    });
    const since: SearchQuery = { kind: 'after', time: 1_700_000_000_000 + 2 * 60_000 };
    expect(store.search({ kind: 'all', of: [every, since] }, 5)).toMatchObject({ indexed: 1, total: 4 });
  });

  it('does not find what is shown nowhere', () => {
    const store = temporaryStore();
    const [inbox = 0] = putFolders(store, 'INBOX');
    const id = store.putMessages(inbox, [fetched(1)], syncState()).added[0] ?? -1;
    store.showIn(id, undefined);
    expect(store.search(words('minutes'), 5)).toMatchObject({ rows: [], total: 0 });
  });

  it('finds each of many messages of one second once', () => {
    const store = temporaryStore(8);
    const [inbox = 0] = putFolders(store, 'INBOX');
    const batch = Array.from({ length: 60 }, (_, index) =>
      fetched(index + 1, { receivedAt: start + (index % 2) * 1_000 }),
    );
    store.putMessages(inbox, batch, syncState());
    const uids: number[] = [];
    for (let before: number | undefined; ; ) {
      const { rows, more } = store.search(words('minutes'), 7, before);
      uids.push(...rows.map((row) => row.uid));
      before = rows.at(-1)?.id;
      if (!more) break;
    }
    expect(uids.sort((one, other) => one - other)).toEqual(batch.map(({ uid }) => uid));
    store.expunge(inbox, uids.slice(0, 30), syncState());
    expect(store.search(words('minutes'), 100).rows).toHaveLength(30);
  });
});

describe('snippet', () => {
  const snippet = (content: string, tree: SearchQuery): string => {
    const store = temporaryStore();
    const [inbox = 0] = putFolders(store, 'INBOX');
    const id = store.putMessages(inbox, [fetched(1)], syncState()).added[0] ?? -1;
    store.putBody(id, body(content));
    return store.snippet(id, tree);
  };

  it('marks every match near the first, not what is excluded', () => {
    const tree: SearchQuery = {
      kind: 'all',
      of: [words('größe wal', { prefix: true }), { kind: 'not', of: words('the') }],
    };
    expect(snippet(`${'before '.repeat(40)}the GRÖSSE of  a Walrus\nhere`, tree)).toBe(
      `…${'before '.repeat(6)}the \u0002GRÖSSE\u0003 of a \u0002Walrus\u0003 here`,
    );
  });

  it('begins at the beginning where nothing matches, and takes marks of its own out of the text', () => {
    expect(snippet('Hello \u0002you\u0003 there', words('absent'))).toBe('Hello you there');
  });
});

it('the naive search knows its own words', () => {
  expect(naiveWords('Größe, ÉTÉ 会議 foo-bar')).toEqual(['grosse', 'ete', '会', '議', 'foo', 'bar']);
});
