import { setTimeout as sleep } from 'node:timers/promises';
import { ImapFlow } from 'imapflow';
import { afterEach, expect, it } from 'vitest';
import { type HostileImap, type HostileOptions, startHostileImap } from './support/hostile-imap.ts';
import { addMessage, plainMessage, removeMessage } from './support/hostile-mail.ts';
import {
  answerAndDrop,
  bye,
  changingUidValidity,
  cutAnswer,
  doubled,
  dripped,
  dropInLiteral,
  endlessLine,
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
import { lineClient } from './support/line-client.ts';
import { startTcpProxy } from './support/tcp-proxy.ts';

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

const hostile = async (options: HostileOptions = {}): Promise<HostileImap> => {
  const server = await startHostileImap(options);
  endings.push(server.stop);
  return server;
};

/** Other than `once`, also when an error comes first. */
const closing = (client: ImapFlow) => new Promise<void>((resolve) => client.once('close', () => resolve()));

const clientOf = (server: HostileImap, port = server.port): ImapFlow => {
  const client = new ImapFlow({
    host: server.host,
    port,
    secure: server.access().imap.security === 'tls',
    doSTARTTLS: server.access().imap.security === 'startTls',
    tls: { ca: server.ca },
    auth: { user: server.user, pass: server.password },
    logger: false,
  });
  client.on('error', () => undefined);
  endings.push(() => client.close());
  return client;
};

const signedIn = async (server: HostileImap) => {
  const client = await lineClient(server, server, { tls: true });
  endings.push(client.end);
  await client.expect(/^\* OK[^\n]*\n/u);
  await client.say(`a LOGIN ${server.user} ${server.password}`, /^a OK[^\n]*\n/mu);
  return client;
};

const selected = async (server: HostileImap) => {
  const client = await signedIn(server);
  await client.say('b SELECT INBOX', /^b OK[^\n]*\n/mu);
  return client;
};

const uidsIn = (answer: string) => [...answer.matchAll(/^\* \d+ FETCH \(UID (\d+)/gmu)].map(([, uid]) => Number(uid));

it.each([true, false])('is without a script a server that a mail program can use (TLS at once: %s)', async (tls) => {
  const server = await hostile({ tls, messages: 5 });
  const client = clientOf(server);
  await client.connect();
  expect(client.secureConnection).toBe(true);
  expect((await client.list()).map(({ path, specialUse }) => [path, specialUse])).toEqual([
    ['INBOX', '\\Inbox'],
    ['Sent', '\\Sent'],
    ['Drafts', '\\Drafts'],
  ]);
  expect(await client.mailboxOpen('INBOX')).toMatchObject({ exists: 5, uidNext: 6, uidValidity: 1000n });
  const [second] = await client.fetchAll('2', { envelope: true, bodyStructure: true, source: true, flags: true });
  expect(second?.envelope?.subject).toBe('Message 2');
  expect(second?.bodyStructure?.type).toBe('text/plain');
  expect(second?.source?.toString()).toBe(plainMessage(2));
  await client.messageFlagsAdd('2', ['\\Flagged'], { uid: true });
  await client.messageMove('3', 'Sent', { uid: true });
  await client.append('INBOX', plainMessage(6), ['\\Seen']);
  expect(server.inbox.messages.map(({ uid, flags }) => [uid, ...flags])).toEqual([
    [1],
    [2, '\\Flagged'],
    [4],
    [5],
    [6, '\\Seen'],
  ]);
  expect(server.folders.get('Sent')?.messages).toHaveLength(1);
  await client.logout();
  expect(server.count).toEqual({ connections: 1, logins: 1, refusedLogins: 0 });
});

it('counts sign-ins and keeps no password', async () => {
  const server = await hostile();
  const wrong = new ImapFlow({
    host: server.host,
    port: server.port,
    secure: true,
    tls: { ca: server.ca },
    auth: { user: server.user, pass: 'something else' },
    logger: false,
  });
  await expect(wrong.connect()).rejects.toMatchObject({ authenticationFailed: true });
  await clientOf(server).connect();
  expect(server.count).toEqual({ connections: 2, logins: 1, refusedLogins: 1 });
  expect(JSON.stringify(server.said)).not.toContain(Buffer.from(server.password).toString('base64').slice(2, 12));
});

it('tells QRESYNC what changed and vanished', async () => {
  const server = await hostile({ messages: 4 });
  const since = server.inbox.highestModSeq;
  removeMessage(server.inbox, 2);
  addMessage(server.inbox, plainMessage(5));
  const client = await signedIn(server);
  const answer = await client.say(`b SELECT INBOX (QRESYNC (1000 ${since}))`, /^b OK[^\n]*\n/mu);
  expect(answer).toContain('* VANISHED (EARLIER) 2\r\n');
  expect(uidsIn(answer)).toEqual([5]);
});

it('wakes an idling program', async () => {
  const server = await hostile();
  const client = await selected(server);
  await client.say('c IDLE', /^\+/mu);
  server.broadcast('* 4 EXISTS\r\n');
  await client.expect(/^\* 4 EXISTS/mu);
  await client.say('DONE', /^c OK/mu);
});

it('drops connections where it was told to', async () => {
  const server = await hostile({ script: { LOGIN: answerAndDrop } });
  const client = await signedIn(server);
  await client.closed;
  server.follow({ 'UID FETCH': dropInLiteral({ announced: 1000, sent: 10 }), NOOP: bye('enough') });
  const second = await selected(server);
  await expect(second.say('c UID FETCH 1 BODY[]', /^c /mu)).rejects.toThrow(/\{1000\}\r\nx{10}$/u);
  const third = await selected(server);
  await third.say('c NOOP', /^\* BYE enough/mu);
  await third.closed;
  server.follow({ SELECT: cutAnswer(30) });
  const fourth = await signedIn(server);
  await expect(fourth.say('b SELECT INBOX', /^b OK/mu)).rejects.toThrow(/the connection ended/u);
  expect(server.count.logins).toBe(4);
});

it('refuses, lies and repeats itself', async () => {
  const server = await hostile({ script: { SELECT: liesInExists(1_000_000), STATUS: refuse('BAD') } });
  const client = await signedIn(server);
  expect(await client.say('b SELECT INBOX', /^b OK[^\n]*\n/mu)).toContain('* 1000000 EXISTS\r\n');
  await client.say('c STATUS INBOX (MESSAGES)', /^c BAD/mu);
  const fetched = async (step: Parameters<HostileImap['follow']>[0][string]) => {
    server.follow({ 'UID FETCH': step });
    return client.say('d UID FETCH 1:* (UID BODY.PEEK[])', /^d OK[^\n]*\n/mu);
  };
  expect(uidsIn(await fetched(otherUids(100)))).toEqual([101, 102, 103]);
  expect(uidsIn(await fetched(doubled))).toEqual([1, 1, 2, 2, 3, 3]);
  expect(uidsIn(await fetched(reversed))).toEqual([3, 2, 1]);
  expect(uidsIn(await fetched(withoutUids))).toEqual([]);
  const size = plainMessage(1).length;
  expect(await fetched(shortenedLiterals(7))).toContain(`{${size + 7}}`);
  server.follow({ SELECT: changingUidValidity });
  for (const expected of [1001, 1002]) {
    expect(await client.say('e SELECT INBOX', /^e OK[^\n]*\n/mu)).toContain(`[UIDVALIDITY ${expected}]`);
  }
});

it('announces what never comes and says lines that never end', async () => {
  const server = await hostile({
    script: { 'UID FETCH': hugeLiteral({ sent: 20_000 }), NOOP: endlessLine({ limit: 100_000 }) },
  });
  const client = await selected(server);
  expect(await client.say('c UID FETCH 1 BODY[]', /\r\nx{20000}/u)).toContain('{4294967296}\r\n');
  const other = await selected(server);
  expect((await other.say('c NOOP', /OK x{50000}/u)).startsWith('* OK xxx')).toBe(true);
});

it('drips, ignores and falls silent', async () => {
  const server = await hostile({
    script: { STATUS: dripped({ pieces: 10, pause: 2 }), CHECK: ignore, NOOP: halfOpen },
  });
  const client = await selected(server);
  const since = performance.now();
  await client.say('c STATUS INBOX (MESSAGES)', /^c OK/mu);
  expect(performance.now() - since).toBeGreaterThan(15);
  const answered = client.say('d CHECK', /^d /mu).then(
    () => true,
    () => false,
  );
  expect(await Promise.race([answered, sleep(100, 'nothing')])).toBe('nothing');
  const other = await selected(server);
  void other.say('c NOOP', /^c /mu).catch(() => undefined);
  const later = other.say('d STATUS INBOX (MESSAGES)', /^d /mu).catch(() => 'refused');
  expect(await Promise.race([later, other.closed, sleep(100, 'nothing')])).toBe('nothing');
  expect(server.open()).toHaveLength(2);
});

it('injects plain text before TLS', async () => {
  const server = await hostile({ tls: false, script: { STARTTLS: injectedBeforeTls('* PREAUTH hello\r\n') } });
  const client = await lineClient(server, server, { tls: false });
  endings.push(client.end);
  await client.expect(/^\* OK[^\n]*\n/u);
  expect(await client.say('a STARTTLS', /PREAUTH hello\r\n/u)).toMatch(/^a OK begin\r\n\* PREAUTH hello\r\n$/u);
  await client.startTls();
  await client.say('b CAPABILITY', /^b OK/mu);
});

it('is reached through a proxy that counts, holds back and cuts', async () => {
  const server = await hostile({ messages: 1 });
  const proxy = await startTcpProxy(server);
  endings.push(proxy.stop);
  const client = clientOf(server, proxy.port);
  await client.connect();
  await client.mailboxOpen('INBOX');
  proxy.resetBytes();
  server.inbox.messages.splice(0);
  addMessage(server.inbox, Buffer.alloc(100_000, 'a'));
  const [fetched] = await client.fetchAll('1', { source: true });
  expect(fetched?.source?.length).toBe(100_000);
  const { up, down } = proxy.bytes();
  expect(down).toBeGreaterThan(100_000);
  expect(down).toBeLessThan(103_000);
  expect(up).toBeGreaterThan(20);
  expect(up).toBeLessThan(1000);

  proxy.delay(50);
  const since = performance.now();
  await client.noop();
  expect(performance.now() - since).toBeGreaterThan(95);
  proxy.delay(0);

  proxy.freeze();
  const frozen = client.noop().then(() => 'answered');
  expect(await Promise.race([frozen, sleep(100, 'nothing')])).toBe('nothing');
  proxy.thaw();
  expect(await frozen).toBe('answered');

  const closed = closing(client);
  proxy.resetBytes();
  proxy.cutAfter(30_000);
  await expect(client.fetchOne('1', { source: true })).rejects.toThrow();
  await closed;
  expect(proxy.bytes().down).toBe(30_000);
  expect(proxy.open()).toBe(0);

  const again = clientOf(server, proxy.port);
  await again.connect();
  const lost = closing(again);
  proxy.cut();
  await lost;
  proxy.refuse(true);
  await expect(clientOf(server, proxy.port).connect()).rejects.toThrow();
  expect(proxy.accepted()).toBe(3);
  expect(server.count.logins).toBe(2);
});
