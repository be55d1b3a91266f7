import { afterEach, expect, it } from 'vitest';
import type { MailStatus } from '../../app/domain/mail.ts';
import { createConnections } from '../../app/mail/imap/connections-pool.ts';
import { remoteAccount } from '../../app/mail/imap/remote-account.ts';
import { type HostileImap, startHostileImap } from './support/hostile-imap.ts';
import { addMessage } from './support/hostile-mail.ts';
import { altered } from './support/hostile-steps.ts';
import type { MailServer } from './support/mail-server.ts';
import { startPlainDovecot } from './support/plain-dovecot.ts';
import { quickTiming } from './support/sync-account.ts';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const poolOf = (server: Pick<MailServer, 'access' | 'ca'>, timing = quickTiming, random?: () => number) => {
  const pool = createConnections({
    access: server.access(),
    trust: { authorities: [server.ca], pins: [] },
    version: '1.0.0',
    timing,
    ...(random === undefined ? {} : { random }),
  });
  ends.push(pool.close);
  const heard: MailStatus[] = [];
  pool.onStatus((status) => heard.push(status));
  return { pool, heard };
};

const hostile = async (...options: Parameters<typeof startHostileImap>): Promise<HostileImap> => {
  const server = await startHostileImap(...options);
  ends.push(server.stop);
  return server;
};

const purposes = ['sync', 'watch', 'act', 'read'] as const;

it('shares connections when the server bears fewer, and refuses nothing for it', async () => {
  const server = await startPlainDovecot({ connectionsPerUser: 2 });
  ends.push(server.stop);
  const { pool, heard } = poolOf(server);
  for (const purpose of purposes) {
    expect(await pool.use(purpose, (client) => client.status('INBOX', { messages: true }))).toMatchObject({ ok: true });
  }
  expect(heard.map(({ state }) => state)).toEqual(['connecting', 'online']);
  const remote = remoteAccount(pool, quickTiming);
  const listened: string[] = [];
  const stop = new AbortController();
  const watching = remote.watch('INBOX', (what) => listened.push(what), stop.signal);
  await expect.poll(() => listened).toContain('opened');
  // The shared connection goes back to listening after other work.
  await pool.use('read', async (client) => client.mailboxOpen('Sent'));
  await new Promise((resolve) => setTimeout(resolve, 600));
  const added = pool.use('act', (client) => client.append('INBOX', 'Subject: Heard\r\n\r\nText\r\n'));
  expect(await added).toMatchObject({ ok: true });
  await expect.poll(() => listened, { timeout: 5_000 }).toContain('added');
  stop.abort();
  await watching;
});

it.each([['[UNAVAILABLE] The directory is away'], ['[LIMIT] Come back later'], ['[INUSE] Too many connections']])(
  'waits a minute when the server answers the sign-in with %s',
  async (answer) => {
    const server = await hostile({
      script: { AUTHENTICATE: ({ command, connection }) => connection.no(command, answer) },
    });
    const { pool, heard } = poolOf(server);
    expect(await pool.use('sync', async () => 1)).toEqual({
      ok: false,
      error: { code: 'mailUnavailable', cause: 'offline' },
    });
    expect(await pool.use('read', async () => 1)).toMatchObject({ ok: false, error: { code: 'mailUnavailable' } });
    await pool.wake();
    const last = heard.at(-1);
    if (last?.state !== 'offline') throw new Error(`the status is ${last?.state}`);
    expect(Date.parse(last.retryAt ?? '') - Date.now()).toBeGreaterThan(50_000);
    expect(server.count.connections).toBe(1);
  },
);

it('waits longer and longer for a server that lets one in and throws one out', async () => {
  const server = await hostile({ script: { LIST: ({ connection }) => connection.drop() } });
  const timing = { ...quickTiming, backoff: { provenAfter: 60_000, shortest: 50, longest: 60_000 } };
  const { pool } = poolOf(server, timing, () => 0.5);
  const until = Date.now() + 3_000;
  while (Date.now() < until) {
    await pool.use('sync', (client) => client.list());
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  // 50, 100, 200, 400, 800 and 1,600 ms apart.
  expect(server.count.logins).toBeGreaterThan(3);
  expect(server.count.logins).toBeLessThan(9);
});

it('ends a sign-in and a command that are never answered', async () => {
  const server = await hostile({ script: { AUTHENTICATE: ({ connection }) => connection.freeze() } });
  const timing = { ...quickTiming, signInWithin: 300, stalledAfter: 300 };
  const { pool, heard } = poolOf(server, timing);
  expect(await pool.use('sync', async () => 1)).toMatchObject({ ok: false });
  server.follow({ STATUS: ({ connection }) => connection.freeze() });
  await expect.poll(() => heard.at(-1)?.state, { timeout: 5_000 }).toBe('online');
  const asked = await pool.use('sync', (client) => client.status('Sent', { messages: true }));
  expect(asked).toEqual({ ok: false, error: { code: 'mailUnavailable', cause: 'offline' } });
});

it('replaces a connection the server ended while nobody used it', async () => {
  const server = await hostile();
  const { pool } = poolOf(server, { ...quickTiming, backoff: { provenAfter: 1, shortest: 20, longest: 100 } });
  await pool.use('sync', (client) => client.noop());
  for (const connection of server.open()) {
    connection.send('* BYE Idle for too long\r\n');
    connection.end();
  }
  await expect.poll(() => server.count.connections).toBe(2);
  await expect
    .poll(() => pool.use('sync', (client) => client.status('INBOX', { messages: true })), { timeout: 5_000 })
    .toMatchObject({ ok: true, value: { messages: 3 } });
});

it('reads over the connection that is there when another cannot be made', async () => {
  const server = await hostile();
  const { pool, heard } = poolOf(server);
  await pool.use('sync', (client) => client.noop());
  server.follow({ AUTHENTICATE: ({ connection }) => connection.drop() });
  const read = await pool.use('read', (client) => client.status('INBOX', { messages: true }));
  expect(read).toMatchObject({ ok: true, value: { messages: 3 } });
  expect(server.count.connections).toBe(2);
  expect(heard.at(-1)?.state).toBe('online');
});

it('asks for what is new over the connection that heard of it, without selecting the folder again', async () => {
  const server = await hostile();
  const { pool } = poolOf(server);
  const remote = remoteAccount(pool, quickTiming);
  const heard: string[] = [];
  const stop = new AbortController();
  const asked = () => remote.inWatched('INBOX', { heard: true }, async (folder) => folder.exists());
  expect(await asked()).toEqual({ ok: true, value: undefined });
  const watching = remote.watch('INBOX', (what) => heard.push(what), stop.signal);
  await expect.poll(() => heard).toEqual(['opened']);
  await expect.poll(() => server.said.at(-1)?.name).toBe('IDLE');
  const before = server.said.length;
  addMessage(server.inbox, Buffer.from('Subject: New\r\n\r\nText\r\n'), []);
  server.broadcast('* 4 EXISTS\r\n');
  await expect.poll(() => heard).toEqual(['opened', 'added']);
  const fetched = await remote.inWatched('INBOX', { heard: true }, async (folder) => ({
    exists: folder.exists(),
    subjects: (await folder.messages([{ from: 4, to: 0xffffffff }])).map(({ headers }) => headers.subject),
    changed: (await folder.flags({ from: 1, to: 4 }, '1')).length,
  }));
  expect(fetched).toMatchObject({ ok: true, value: { exists: 4, subjects: ['New'] } });
  await expect.poll(() => server.said.at(-1)?.name).toBe('IDLE');
  expect(server.said.slice(before).map(({ name }) => name)).toEqual(['DONE', 'UID FETCH', 'UID FETCH', 'IDLE']);
  stop.abort();
  await watching;
  expect(await asked()).toEqual({ ok: true, value: undefined });
});

it('takes a section that is answered NIL for one that cannot be had', async () => {
  const server = await hostile();
  const remote = remoteAccount(poolOf(server).pool, quickTiming);
  const told = altered((answer) =>
    answer.replace(/(BODY\[[^\]]*\](?:<0>)?) \{\d+\}\r\n[\s\S]*?(?=\)\r\n[*\w])/gu, '$1 NIL'),
  );
  server.follow({ 'UID FETCH': told });
  const asked = await remote.inFolder('INBOX', {}, async (folder) => ({
    sources: await folder.sources([1, 2], 1_000),
    reduced: await folder.withoutAttachments(1),
    subjects: (await folder.messages([{ from: 1, to: 2 }])).map(({ headers }) => headers.subject),
  }));
  expect(asked).toEqual({ ok: true, value: { sources: [], reduced: undefined, subjects: ['', ''] } });
});

it('looks once at its connections however often it is woken, and makes none in vain', async () => {
  const server = await hostile();
  const { pool } = poolOf(server, { ...quickTiming, wakeTogether: 5_000 });
  await pool.use('sync', (client) => client.noop());
  await pool.use('act', (client) => client.noop());
  const before = server.said.length;
  await Promise.all(Array.from({ length: 20 }, () => pool.wake()));
  await pool.wake();
  const since = server.said.slice(before).map(({ name }) => name);
  expect(since).toEqual(['NOOP', 'NOOP']);
  expect(server.count.connections).toBe(2);
});

it('reconnects once when woken without a connection, before the waiting is over', async () => {
  const server = await hostile({ script: { AUTHENTICATE: ({ connection }) => connection.drop() } });
  const timing = { ...quickTiming, backoff: { provenAfter: 60_000, shortest: 30_000, longest: 60_000 } };
  const { pool, heard } = poolOf(server, timing);
  await pool.use('sync', async () => 1);
  expect(heard.at(-1)?.state).toBe('offline');
  server.follow({});
  await Promise.all([pool.wake(), pool.wake(), pool.wake()]);
  expect(heard.at(-1)?.state).toBe('online');
  expect(server.count.connections).toBe(2);
});
