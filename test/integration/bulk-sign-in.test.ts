import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { expect, it } from 'vitest';
import type { BulkEvent } from '../../app/mail/imap/bulk/bulk-event.ts';
import { bulkFetch } from '../../app/mail/imap/bulk/bulk-fetch.ts';
import { openSecureSocket } from '../../app/mail/imap/bulk/secure-socket.ts';
import { collect, current, messages, request, rowsOf, start, stop } from './bulk/scripted.ts';
import { argumentsOf } from './support/hostile-commands.ts';
import type { Handler, HostileOptions, Script } from './support/hostile-imap.ts';
import { altered, injectedBeforeTls, refuse } from './support/hostile-steps.ts';

it('tells a wrong credential from a request to wait', async () => {
  const refusals = [
    [refuse('NO', '[AUTHENTICATIONFAILED] wrong'), { kind: 'refused', temporary: false, reason: 'wrong' }],
    [refuse('NO', '[LIMIT] too many'), { kind: 'refused', temporary: true, reason: 'too many' }],
    [refuse('NO', '[ALERT] [UNAVAILABLE] later'), { kind: 'refused', temporary: true, reason: 'later' }],
  ] as const;
  for (const [handler, outcome] of refusals) {
    const events = await collect(await start({ script: { AUTHENTICATE: handler, LOGIN: handler } }));
    expect(events).toEqual([outcome]);
    await stop();
  }
});

it('fetches nothing under another UIDVALIDITY', async () => {
  const events = await collect(await start({}), { uidValidity: '999' });
  expect(events).toEqual([{ kind: 'uidValidityChanged', uidValidity: '1000' }]);
  expect(current()?.said.some(({ name }) => name === 'UID FETCH')).toBe(false);
});

it.each([
  ['a response', '* OK [CAPABILITY IMAP4rev1] believe me\r\n'],
  ['half a line', '* CAPABILITY IMAP4rev1 LOG'],
])('ends a connection with %s put in before TLS, and says no word of the credential', async (_, text) => {
  const events = await collect(await start({ tls: false, script: { STARTTLS: injectedBeforeTls(text) } }));
  expect(events).toEqual([{ kind: 'notUnderstood', detail: 'talkBeforeTls' }]);
  expect(current()?.said.map(({ name }) => name)).toEqual(['STARTTLS']);
});

it.each<[string, HostileOptions, string]>([
  ['refuses STARTTLS', { script: { STARTTLS: refuse('NO') } }, 'noStartTls'],
  ['is signed in already', { greet: ({ send }) => send('* PREAUTH welcome\r\n') }, 'greeting'],
  ['chatters', { greet: ({ send }) => send('* OK hello\r\n'.repeat(1000)) }, 'talkBeforeTls'],
  ['has no end of line', { greet: ({ send }) => send(`* OK ${'x'.repeat(100_000)}`) }, 'lineTooLong'],
])('never signs in without TLS where the server %s', async (_, options, detail) => {
  const events = await collect(await start({ tls: false, ...options }));
  expect(events).toEqual([{ kind: 'notUnderstood', detail }]);
  expect(current()?.said.some(({ name }) => name === 'LOGIN' || name === 'AUTHENTICATE')).toBe(false);
});

it('does not trust a certificate of an unknown authority', async () => {
  const from = await start({});
  const events: BulkEvent[] = [];
  for await (const event of bulkFetch(from.access(), { authorities: [], pins: [] }, request)) events.push(event);
  expect(events).toEqual([{ kind: 'connectionLost', cause: 'tls' }]);
  expect(from.said).toEqual([]);
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

const without = (...words: readonly string[]): Handler =>
  altered((text) => words.reduce((rest, word) => rest.replace(` ${word}`, ''), text));

it.each<[string, Script, string]>([
  ['PLAIN at once', {}, 'AUTHENTICATE'],
  ['PLAIN when asked to go on', { CAPABILITY: without('SASL-IR') }, 'AUTHENTICATE'],
  ['LOGIN', { CAPABILITY: without('SASL-IR', 'AUTH=PLAIN') }, 'LOGIN'],
])('signs in with %s', async (_, script, name) => {
  const events = await collect(await start({ script }));
  expect(rowsOf(events)).toHaveLength(messages);
  expect(current()?.said.map((command) => command.name)).toContain(name);
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
