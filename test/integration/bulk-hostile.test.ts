import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, expect, it } from 'vitest';
import type { BulkEvent, BulkOutcome, BulkRequest } from '../../app/mail/imap/bulk/bulk-event.ts';
import { bulkFetch } from '../../app/mail/imap/bulk/bulk-fetch.ts';
import { openSecureSocket } from '../../app/mail/imap/bulk/secure-socket.ts';
import type { FetchedMessage } from '../../app/store/port.ts';
import { argumentsOf } from './support/hostile-commands.ts';
import {
  type Handler,
  type HostileImap,
  type HostileOptions,
  type Script,
  startHostileImap,
} from './support/hostile-imap.ts';
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
  injectedBeforeTls,
  liesInExists,
  otherUids,
  refuse,
  reversed,
  shortenedLiterals,
  withoutUids,
} from './support/hostile-steps.ts';

let server: HostileImap | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

const messages = 30;
const request: BulkRequest = {
  folder: 'INBOX',
  uidValidity: '1000',
  ranges: [{ from: 1, to: 1000 }],
  batch: 10,
  firstBatch: 5,
  withModSeq: true,
};

const start = async (options: HostileOptions): Promise<HostileImap> => {
  server = await startHostileImap({ messages, ...options });
  return server;
};

const collect = async (from: HostileImap, changes: Partial<BulkRequest> = {}): Promise<BulkEvent[]> => {
  const events: BulkEvent[] = [];
  const trust = { authorities: [from.ca], pins: [] };
  for await (const event of bulkFetch(
    from.access(),
    trust,
    { ...request, ...changes },
    { connect: 2000, progress: 700 },
  )) {
    events.push(event);
  }
  return events;
};

const rowsOf = (events: readonly BulkEvent[]): FetchedMessage[] =>
  events.flatMap((event) => (event.kind === 'batch' ? event.messages : []));

/** Whatever else happens, a row that is told is right, newest first, and each once. */
const expectTrueRows = (events: readonly BulkEvent[]): void => {
  const rows = rowsOf(events);
  for (const [at, { uid, headers, size }] of rows.entries()) {
    expect(uid).toBe(messages - at);
    expect(headers).toMatchObject({ subject: `Message ${uid}`, messageId: `${uid}@hostile.example` });
    expect(size).toBeGreaterThan(200);
  }
};

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
  await server?.stop();
  expect(await outcomeOf({ 'UID FETCH': doubled })).toBe('done');
  await server?.stop();
  const events = await collect(await start({ capabilities: 'IMAP4rev1' }), { uidValidity: undefined });
  expectTrueRows(events);
  expect(rowsOf(events)).toHaveLength(messages);
});

it('waits for a server that sends little by little, and not for one that sends nothing', async () => {
  expect(await outcomeOf({ 'UID FETCH': dripped({ pieces: 400, pause: 1 }) })).toBe('done');
  await server?.stop();
  for (const script of [
    { EXAMINE: halfOpen },
    { 'UID FETCH': ignore },
    { 'UID FETCH': hugeLiteral({ announced: 900 }) },
  ]) {
    expect(await outcomeOf(script)).toBe('connectionLost');
    await server?.stop();
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

it('tells a wrong credential from a request to wait', async () => {
  const refusals = [
    [refuse('NO', '[AUTHENTICATIONFAILED] wrong'), { kind: 'refused', temporary: false, reason: 'wrong' }],
    [refuse('NO', '[LIMIT] too many'), { kind: 'refused', temporary: true, reason: 'too many' }],
    [refuse('NO', '[ALERT] [UNAVAILABLE] later'), { kind: 'refused', temporary: true, reason: 'later' }],
  ] as const;
  for (const [handler, outcome] of refusals) {
    const events = await collect(await start({ script: { AUTHENTICATE: handler, LOGIN: handler } }));
    expect(events).toEqual([outcome]);
    await server?.stop();
  }
});

it('fetches nothing under another UIDVALIDITY', async () => {
  const events = await collect(await start({}), { uidValidity: '999' });
  expect(events).toEqual([{ kind: 'uidValidityChanged', uidValidity: '1000' }]);
  expect(server?.said.some(({ name }) => name === 'UID FETCH')).toBe(false);
});

it.each([
  ['a response', '* OK [CAPABILITY IMAP4rev1] believe me\r\n'],
  ['half a line', '* CAPABILITY IMAP4rev1 LOG'],
])('ends a connection with %s put in before TLS, and says no word of the credential', async (_, text) => {
  const events = await collect(await start({ tls: false, script: { STARTTLS: injectedBeforeTls(text) } }));
  expect(events).toEqual([{ kind: 'notUnderstood', detail: 'talkBeforeTls' }]);
  expect(server?.said.map(({ name }) => name)).toEqual(['STARTTLS']);
});

it.each<[string, HostileOptions, string]>([
  ['refuses STARTTLS', { script: { STARTTLS: refuse('NO') } }, 'noStartTls'],
  ['is signed in already', { greet: ({ send }) => send('* PREAUTH welcome\r\n') }, 'greeting'],
  ['chatters', { greet: ({ send }) => send('* OK hello\r\n'.repeat(1000)) }, 'talkBeforeTls'],
  ['has no end of line', { greet: ({ send }) => send(`* OK ${'x'.repeat(100_000)}`) }, 'lineTooLong'],
])('never signs in without TLS where the server %s', async (_, options, detail) => {
  const events = await collect(await start({ tls: false, ...options }));
  expect(events).toEqual([{ kind: 'notUnderstood', detail }]);
  expect(server?.said.some(({ name }) => name === 'LOGIN' || name === 'AUTHENTICATE')).toBe(false);
});

it('does not trust a certificate of an unknown authority', async () => {
  const from = await start({});
  const events: BulkEvent[] = [];
  for await (const event of bulkFetch(from.access(), { authorities: [], pins: [] }, request)) events.push(event);
  expect(events).toEqual([{ kind: 'connectionLost', cause: 'tls' }]);
  expect(from.said).toEqual([]);
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

it.each(['tls', 'startTls'] as const)('can be aborted before the connection is secure (%s)', async (security) => {
  const open = new Set<Socket>();
  const silent = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => undefined).on('close', () => open.delete(socket));
    socket.resume().write(security === 'tls' ? '' : '* OK ready\r\n');
  }).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  const endpoint = { host: '127.0.0.1', port, security };
  const trust = { authorities: [], pins: [] };
  for (const after of [0, 1, 5, 30]) {
    expect(await openSecureSocket(endpoint, trust, 5000, AbortSignal.timeout(after))).toMatchObject({
      ok: false,
      error: { kind: 'aborted' },
    });
  }
  expect(await openSecureSocket(endpoint, trust, 50, new AbortController().signal)).toMatchObject({
    ok: false,
    error: { kind: 'connectionLost', cause: 'timeout' },
  });
  await expect.poll(() => open.size).toBe(0);
  silent.close();
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

const without = (...words: readonly string[]): Handler =>
  altered((text) => words.reduce((rest, word) => rest.replace(` ${word}`, ''), text));

it.each<[string, Script, string]>([
  ['PLAIN at once', {}, 'AUTHENTICATE'],
  ['PLAIN when asked to go on', { CAPABILITY: without('SASL-IR') }, 'AUTHENTICATE'],
  ['LOGIN', { CAPABILITY: without('SASL-IR', 'AUTH=PLAIN') }, 'LOGIN'],
])('signs in with %s', async (_, script, name) => {
  const events = await collect(await start({ script }));
  expect(rowsOf(events)).toHaveLength(messages);
  expect(server?.said.map((command) => command.name)).toContain(name);
});

it('signs in with a name and a secret that need literals', async () => {
  const heard: string[][] = [];
  const from = await start({
    script: {
      CAPABILITY: without('SASL-IR', 'AUTH=PLAIN'),
      LOGIN: ({ command, connection }) => {
        heard.push(argumentsOf(command));
        connection.no(command, '[AUTHENTICATIONFAILED] no');
      },
    },
  });
  const trust = { authorities: [from.ca], pins: [] };
  const access = { ...from.access(), user: 'jürgen@x.example', secret: 'pä"ß\\wort 予定' };
  const events: BulkEvent[] = [];
  for await (const event of bulkFetch(access, trust, request)) events.push(event);
  expect(heard).toEqual([[access.user, access.secret]]);
  expect(events).toEqual([{ kind: 'refused', temporary: false, reason: 'no' }]);
});

it('does not offer a credential where no way to sign in is understood', async () => {
  const script = { CAPABILITY: altered((text) => text.replace(' AUTH=PLAIN', ' LOGINDISABLED AUTH=GSSAPI')) };
  expect(await collect(await start({ script }))).toEqual([{ kind: 'notUnderstood', detail: 'noSignIn' }]);
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
