import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { BulkEvent, BulkOutcome } from '../../app/mail/imap/bulk/bulk-event.ts';
import { bulkFetch } from '../../app/mail/imap/bulk/bulk-fetch.ts';
import { collect, expectTrueRows, messages, request, rowsOf, start, stop } from './bulk/scripted.ts';
import type { Handler, HostileOptions, Script } from './support/hostile-imap.ts';
import {
  altered,
  cutAnswer,
  doubled,
  dripped,
  drop,
  dropInLiteral,
  endlessLine,
  endlessResponses,
  halfOpen,
  hugeLiteral,
  ignore,
  liesInExists,
  otherUids,
  refuse,
  reversed,
  shortenedLiterals,
  withoutUids,
} from './support/hostile-steps.ts';

const outcomeOf = async (script: Script, options: HostileOptions = {}): Promise<BulkOutcome['kind'] | string> => {
  const events = await collect(await start({ script, ...options }));
  expectTrueRows(events);
  const last = events.at(-1);
  return last?.kind === 'notUnderstood' ? `${last.kind}: ${last.detail}` : (last?.kind ?? '');
};

it.each([true, false])('reads a truthful server (TLS from the first byte: %s)', async (tls) => {
  const events = await collect(await start({ tls }));
  expectTrueRows(events);
  expect(rowsOf(events)).toHaveLength(messages);
  expect(events.map((event) => (event.kind === 'batch' ? event.downTo : event.kind))).toEqual([
    'opened',
    26,
    16,
    6,
    1,
    'done',
  ]);
});

it('reads servers that speak in any order, or say things twice', async () => {
  expect(await outcomeOf({ 'UID FETCH': reversed })).toBe('done');
  await stop();
  expect(await outcomeOf({ 'UID FETCH': doubled })).toBe('done');
  await stop();
  const events = await collect(await start({ capabilities: 'IMAP4rev1' }), { uidValidity: undefined });
  expectTrueRows(events);
  expect(rowsOf(events)).toHaveLength(messages);
});

it('waits for a server that sends little by little, and not for one that sends nothing', async () => {
  expect(await outcomeOf({ 'UID FETCH': dripped({ pieces: 400, pause: 1 }) })).toBe('done');
  await stop();
  for (const script of [
    { EXAMINE: halfOpen },
    { 'UID FETCH': ignore },
    { 'UID FETCH': hugeLiteral({ announced: 900 }) },
  ]) {
    expect(await outcomeOf(script)).toBe('connectionLost');
    await stop();
  }
  // One byte after the other is no progress: only what was asked for is.
  expect(await outcomeOf({ 'UID FETCH': dripped({ pieces: 1, pause: 20 }) })).toBe('connectionLost');
});

const header = 'HEADER.FIELDS (SUBJECT)';
it.each<[string, Script, string]>([
  ['drops instead of an answer', { 'UID FETCH': drop }, 'connectionLost'],
  ['drops in the middle', { 'UID FETCH': cutAnswer(900) }, 'connectionLost'],
  ['drops in a literal', { 'UID FETCH': dropInLiteral({ section: header }) }, 'connectionLost'],
  ['announces 4 GB', { 'UID FETCH': hugeLiteral({ section: header, sent: 1000 }) }, 'notUnderstood: literalTooLong'],
  ['sends a line without an end', { 'UID FETCH': endlessLine() }, 'notUnderstood: lineTooLong'],
  ['sends a number without an end', { 'UID FETCH': endlessLine({ start: '* 1' }) }, 'notUnderstood: lineTooLong'],
  [
    'sends a string without an end',
    { 'UID FETCH': endlessLine({ start: '* 1 FETCH (X "' }) },
    'notUnderstood: lineTooLong',
  ],
  ['chatters for ever', { 'UID FETCH': endlessResponses({ limit: 1e9 }) }, 'connectionLost'],
  ['shortens literals', { 'UID FETCH': shortenedLiterals(3) }, 'notUnderstood: fetch'],
  ['tells of other messages', { 'UID FETCH': otherUids(1000) }, 'notUnderstood: unexpectedFetch'],
  ['leaves the UIDs out', { 'UID FETCH': withoutUids }, 'notUnderstood: unexpectedFetch'],
  [
    'leaves messages out',
    { 'UID FETCH': altered((text) => text.replace(/^\* 27 FETCH [\s\S]*?\)\r\n(?=\* \d|\S+ OK)/mu, '')) },
    'notUnderstood: missingMessages',
  ],
  [
    'leaves sizes out',
    { 'UID FETCH': altered((text) => text.replace(/ RFC822.SIZE \d+/gu, '')) },
    'notUnderstood: unexpectedFetch',
  ],
  [
    'leaves flags out',
    { 'UID FETCH': altered((text) => text.replace(/ FLAGS \(\)/gu, '')) },
    'notUnderstood: unexpectedFetch',
  ],
  [
    'finds more than there is',
    { 'UID SEARCH': altered((text) => text.replace(/\* SEARCH.*/u, '* ESEARCH (TAG "L1") UID ALL 1:4294967295')) },
    'notUnderstood: search',
  ],
  [
    'finds nonsense',
    { 'UID SEARCH': altered((text) => text.replace(/\* SEARCH.*/u, '* SEARCH 1 x')) },
    'notUnderstood: search',
  ],
  ['refuses to search', { 'UID SEARCH': refuse('NO') }, 'notUnderstood: search'],
  ['refuses to fetch', { 'UID FETCH': refuse('BAD') }, 'notUnderstood: fetchRefused'],
  ['refuses the folder', { EXAMINE: refuse('NO') }, 'folderRefused'],
  [
    'tells no UIDVALIDITY',
    { EXAMINE: altered((text) => text.replace(/.*UIDVALIDITY.*\r\n/u, '')) },
    'notUnderstood: examine',
  ],
  ['has more messages than can be', { EXAMINE: liesInExists(4_000_000_000) }, 'notUnderstood: exists'],
  ['has fewer messages than it tells', { EXAMINE: liesInExists(40_000_000) }, 'done'],
  [
    'answers a command nobody gave',
    { EXAMINE: ({ connection }) => connection.send('L99 OK done\r\n') },
    'notUnderstood: tagged',
  ],
  [
    'asks to go on unasked',
    { EXAMINE: ({ connection }) => connection.send('+ more\r\n') },
    'notUnderstood: continuation',
  ],
  [
    'speaks HTTP',
    { EXAMINE: ({ connection }) => connection.send('HTTP/1.1 400 Bad\r\n\r\n') },
    'notUnderstood: tagged',
  ],
])('survives a server that %s', async (_, script, outcome) => {
  expect(await outcomeOf(script)).toBe(outcome);
});

it('stops listening to somebody who tells of flags for ever', async () => {
  const flood = endlessResponses({ response: '* 1 FETCH (UID 9999 FLAGS ())\r\n', limit: 1e9 });
  const from = await start({ script: { 'UID FETCH': flood } });
  const events: BulkEvent[] = [];
  const trust = { authorities: [from.ca], pins: [] };
  for await (const event of bulkFetch(from.access(), trust, request)) events.push(event);
  expect(events.at(-1)).toEqual({ kind: 'notUnderstood', detail: 'unexpectedFetch' });
});

it('reports what happens meanwhile, and shows it in the rows', async () => {
  const script: Script = {
    'UID FETCH': altered((text) =>
      text.includes('* 26 FETCH')
        ? `* 2 FETCH (UID 2 FLAGS (\\Seen) MODSEQ (90))\r\n* VANISHED 28,3\r\n* 31 EXISTS\r\n${text.replace(/^(\S+ OK)/mu, '* 27 FETCH (UID 27 FLAGS (\\Flagged) MODSEQ (91))\r\n* 1 FETCH (FLAGS ())\r\n$1')}`
        : text.replace(/^\* 3 FETCH [\s\S]*?\)\r\n(?=\* \d|\S+ OK)/mu, ''),
    ),
  };
  const events = await collect(await start({ script }));
  expect(events.at(-1)).toEqual({ kind: 'done' });
  expect(events[1]).toEqual({
    kind: 'changes',
    flags: [{ uid: 2, flags: ['\\Seen'], modSeq: '90' }],
    vanished: [
      { from: 28, to: 28 },
      { from: 3, to: 3 },
    ],
    expunged: 0,
    unnamed: 1,
    exists: 31,
  });
  const rows = rowsOf(events);
  expect(rows.map(({ uid }) => uid)).toEqual(
    Array.from({ length: messages }, (_, at) => messages - at).filter((uid) => uid !== 28 && uid !== 3),
  );
  expect(rows.find(({ uid }) => uid === 27)).toMatchObject({ flags: ['\\Flagged'], modSeq: '91' });
});

it('can be broken off and aborted at any point, and leaves no connection behind', async () => {
  const from = await start({ script: { 'UID FETCH': dripped({ pieces: 200, pause: 1 }) } });
  const trust = { authorities: [from.ca], pins: [] };
  for await (const event of bulkFetch(from.access(), trust, request)) if (event.kind === 'batch') break;
  await expect.poll(() => from.open().length).toBe(0);
  for (const after of [0, 1, 5, 20, 60]) {
    const signal = AbortSignal.timeout(after);
    const events = await collect(from, { signal });
    expect(events.at(-1)).toEqual({ kind: 'aborted' });
    expectTrueRows(events);
  }
  expect(await collect(from, { signal: AbortSignal.abort() })).toEqual([{ kind: 'aborted' }]);
});

it('asks for no more than the reader takes', async () => {
  const from = await start({});
  const trust = { authorities: [from.ca], pins: [] };
  const events = bulkFetch(from.access(), trust, { ...request, batch: 2, firstBatch: 2 });
  for (let taken = 0; taken < 3; taken += 1) await events.next();
  const asked = () => from.said.filter(({ name }) => name === 'UID FETCH').length;
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(asked()).toBeLessThanOrEqual(8);
  await events.return();
});

it.each<[string, Handler, string]>([
  [
    'garbage',
    ({ connection, command }) => {
      connection.ok(command);
      connection.send(Buffer.alloc(500, 0xfe));
    },
    'compression',
  ],
  [
    'plain text at once',
    ({ connection, command }) => connection.send(`${command.tag} OK done\r\n* OK [X`),
    'talkBeforeCompression',
  ],
  [
    'very much in very little',
    ({ connection, command }) => {
      connection.ok(command);
      setTimeout(() => connection.send(deflateRawSync(Buffer.alloc(50_000_000, 'x'))), 50);
    },
    'lineTooLong',
  ],
])('survives %s after COMPRESS', async (_, handler, detail) => {
  const from = await start({ capabilities: 'IMAP4rev1 COMPRESS=DEFLATE', script: { COMPRESS: handler } });
  expect(await collect(from, { compress: true })).toEqual([{ kind: 'notUnderstood', detail }]);
});

it('comes to an end, without a fault, whatever bytes are damaged', async () => {
  const from = await start({});
  const trust = { authorities: [from.ca], pins: [] };
  const damage = fc.array(
    fc.tuple(fc.nat(), fc.constantFrom('\r\n', '{9}\r\n', '(', ')', '"', '\\', '\xff', '7', '')),
    {
      minLength: 1,
      maxLength: 4,
    },
  );
  const where = fc.constantFrom(
    'CAPABILITY',
    'AUTHENTICATE',
    'EXAMINE',
    'UID SEARCH',
    'UID FETCH',
    'UID FETCH',
    'UID FETCH',
  );
  await fc.assert(
    fc.asyncProperty(where, damage, async (name, places) => {
      const change = (text: string): string =>
        places.reduce((rest, [place, put]) => {
          const at = place % (rest.length + 1);
          return rest.slice(0, at) + put + rest.slice(at + 1);
        }, text);
      from.follow({ [name]: altered(change) });
      const events: BulkEvent[] = [];
      const timeouts = { connect: 2000, progress: 150 };
      for await (const event of bulkFetch(from.access(), trust, request, timeouts)) events.push(event);
      const last = events.at(-1);
      expect(['opened', 'batch', 'changes']).not.toContain(last?.kind);
      expect(last).not.toMatchObject({ detail: 'fault' });
      for (const { uid, size, receivedAt } of rowsOf(events)) {
        expect(uid >= 1 && uid <= 1000 && Number.isSafeInteger(size) && Number.isFinite(receivedAt)).toBe(true);
      }
    }),
    { numRuns: 60 },
  );
});
