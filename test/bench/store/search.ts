/**
 * Fills a store and asks it. Usage: node --import tsx test/bench/store/search.ts [messages] [bodies in a batch]
 * [--build] [--anew]. A store that was filled is kept among the temporary files, so that asking can be measured by
 * itself: `--build` only fills it, `--anew` fills it again.
 */
import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SearchQuery } from '../../../app/domain/search-query.ts';
import { openMailStore, type WritingStore } from '../../../app/store/sqlite/open-mail-store.ts';
import { createStopwatch, describeTimes, timed } from './figures.ts';
import { commonWord, createMailbox, type Mailbox } from './mailbox.ts';

const [, , ...given] = process.argv;
const [count = 500_000, bodyBatch = 100] = given.filter((word) => !word.startsWith('--')).map(Number);
const [isBuilding, isAnew] = [given.includes('--build'), given.includes('--anew')];
const headerBatch = 250;
const rounds = 200;

const words = (text: string, prefix = false): SearchQuery => ({
  kind: 'text',
  field: 'any',
  words: text.split(' '),
  phrase: false,
  prefix,
});

const fill = (store: WritingStore, mailbox: Mailbox): number => {
  store.putFolders([
    { path: 'INBOX', delimiter: '/', role: 'inbox', roleSource: 'server', selectable: true, subscribed: true },
  ]);
  const folder = store.folder('INBOX')?.id ?? 0;
  const sync = { uidValidity: '1', highestModSeq: undefined, exists: count, comparedAt: 0 };
  const heads = createStopwatch();
  const bodies = createStopwatch();
  let textBytes = 0;
  // Newest first, bodies following the headers, as a first synchronisation goes.
  for (let top = count; top > 0; ) {
    const stretch = Math.min(10_000, top);
    const ids: number[] = [];
    for (let done = 0; done < stretch; done += headerBatch) {
      const batch = Array.from({ length: Math.min(headerBatch, stretch - done) }, (_, index) =>
        mailbox.message(top - done - index),
      );
      const low = top - done - batch.length + 1;
      const change = heads.run(() =>
        store.putMessages(folder, batch, { ...sync, uidNext: count + 1, seededDownTo: low }),
      );
      ids.push(...[...change.added].reverse());
    }
    for (let done = 0; done < ids.length; done += bodyBatch) {
      const batch = ids.slice(done, done + bodyBatch).map((id) => ({ id, body: mailbox.body() }));
      for (const { body } of batch) textBytes += Buffer.byteLength(body.text);
      bodies.run(() => store.putBodies(batch));
    }
    top -= stretch;
  }
  console.log(heads.describe('headers, conversations, header words', count));
  console.log(describeTimes(`  a batch of ${headerBatch}`, heads.pieces()));
  console.log(bodies.describe('bodies and their words', count));
  console.log(describeTimes(`  a batch of ${bodyBatch}`, bodies.pieces(), 100));
  return textBytes;
};

const indexBytes = (store: WritingStore): number =>
  ['words_recent', 'words_old'].reduce((sum, table) => {
    const size = (sql: string): number => Number(store.database.prepare(sql, { pluck: true }).get([]) ?? 0);
    return (
      sum + size(`SELECT total(length(block)) FROM ${table}_data`) + size(`SELECT 16 * count(*) FROM ${table}_docsize`)
    );
  }, 0);

const measure = (name: string, limit: number | undefined, work: (round: number) => unknown, n = rounds): void => {
  console.log(
    describeTimes(
      name,
      Array.from({ length: n }, (_, round) => timed(() => work(round))),
      limit,
    ),
  );
};

const folder = join(tmpdir(), `latchkey-store-bench-${count}-${bodyBatch}`);
const unfinished = `${folder}-unfinished`;
const key = new Uint8Array(32).fill(5);

const build = (): void => {
  for (const old of [folder, unfinished]) rmSync(old, { recursive: true, force: true });
  mkdirSync(unfinished);
  const path = join(unfinished, 'mail.db');
  const writer = openMailStore({ path, key, role: 'writer' });
  if (!writer.ok) throw new Error(writer.error.kind);
  const textBytes = fill(writer.value, createMailbox(count));
  const steps = createStopwatch();
  while (steps.run(() => writer.value.tidyIndex()));
  console.log(describeTimes(`tidying, ${steps.pieces().length} steps`, steps.pieces(), 100));
  const share = (indexBytes(writer.value) / textBytes).toFixed(2);
  writer.value.close();
  console.log(
    `${count} messages, ${(textBytes / 1e6).toFixed(0)} MB of text, index ${share} of it, file ${(statSync(path).size / 1e6).toFixed(0)} MB`,
  );
  renameSync(unfinished, folder);
};

if (isAnew || !existsSync(folder)) build();
if (!isBuilding) {
  const place = { path: join(folder, 'mail.db'), key };
  // A schema that is older than this program is brought up to date, as it would be by the application.
  const writer = openMailStore({ ...place, role: 'writer' });
  if (!writer.ok) throw new Error(writer.error.kind);
  const mailbox = createMailbox(count);
  const reader = openMailStore({ ...place, role: 'reader' });
  if (!reader.ok) throw new Error(reader.error.kind);
  const store = reader.value;
  const inbox = store.folder('INBOX')?.id ?? 0;
  const search = (query: SearchQuery) => store.search(query, 50);
  const rank = (from: number, to: number): string =>
    mailbox.wordOfRank(Math.floor(from + mailbox.random() * (to - from)));
  measure('rare word', 5, () => search(words(rank(60_000, 120_000))));
  measure('word in 60 % of all', 5, () => search(words(commonWord)));
  measure('frequent word', 5, () => search(words(rank(0, 100))));
  for (const length of [1, 2, 3, 4, 6]) {
    measure(`beginning of ${length}`, 20, () => search(words(mailbox.word().slice(0, length), true)));
  }
  measure('beginning of a rare word', 20, () => search(words(rank(1_000, 120_000).slice(0, 5), true)));
  measure('two frequent words', 10, () => search(words(`${rank(0, 200)} ${rank(0, 200)}`)));
  measure('two words', 10, () => search(words(`${rank(0, 5_000)} ${rank(0, 5_000)}`)));
  measure('word and beginning', 20, () => search(words(`${commonWord} ${mailbox.word().slice(0, 3)}`, true)));
  measure('word, unread', undefined, () =>
    search({ kind: 'all', of: [words(commonWord), { kind: 'is', what: 'unread' }] }),
  );
  measure('subject and not', undefined, () =>
    search({ kind: 'all', of: [words(rank(0, 500)), { kind: 'not', of: words(commonWord) }] }),
  );
  const ranked = (query: SearchQuery) => store.searchRanked(query, 50, 0);
  measure('best match, word in 60 % of all', 50, () => ranked(words(commonWord)), 50);
  measure('best match, two words', 50, () => ranked(words(`${rank(0, 5_000)} ${rank(0, 200)}`)), 50);
  measure('best match, beginning of 3', 50, () => ranked(words(mailbox.word().slice(0, 3), true)), 50);
  measure('first 50 of the list', undefined, () => store.listMessages(inbox, 50));
  measure('heads of all conversations', undefined, () => store.conversationHeads(inbox), 10);
  measure('all UIDs', undefined, () => store.uids(inbox), 10);
  store.close();
  writer.value.close();
}
