import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { ImapFlow } from 'imapflow';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest';
import type { Letter } from '../../app/domain/letter.ts';
import type { MailAccess } from '../../app/domain/mail-access.ts';
import { systemClock } from '../../app/mail/clock.ts';
import { actThrough } from '../../app/mail/commands/imap-server.ts';
import { createDrafts } from '../../app/mail/drafts/drafts.ts';
import { createConnections } from '../../app/mail/imap/connections-pool.ts';
import { createOutbox } from '../../app/mail/outbox/outbox.ts';
import { sendMessage } from '../../app/mail/smtp/send-message.ts';
import { createDraftsTable } from '../../app/store/sqlite/drafts-table.ts';
import { createOutboxTable } from '../../app/store/sqlite/outbox-table.ts';
import { actKey, openStore, storePath, takeOver } from './support/act-world.ts';
import { demoPassword } from './support/rpc.ts';
import { runDemoServer, type ServerRun } from './support/run-server.ts';

let run: ServerRun & { close: () => Promise<void> };
beforeAll(async () => {
  run = await runDemoServer();
});
afterAll(() => run.close());

const user = 'otto@off.example';
const friend = 'inbox@outside.example';

const accessOf = (security: 'tls' | 'startTls'): MailAccess => ({
  user,
  secret: demoPassword,
  kind: 'accountPassword',
  imap: { ...run.ready.imaps, security: 'tls' },
  smtp: { ...run.ready[security === 'tls' ? 'smtps' : 'smtp'], security },
});

const client = async (name: string): Promise<ImapFlow> => {
  const program = new ImapFlow({
    ...run.ready.imaps,
    secure: true,
    tls: { ca: run.ca },
    auth: { user: name, pass: demoPassword },
    logger: false,
  });
  program.on('error', () => undefined);
  await program.connect();
  onTestFinished(() => program.close());
  return program;
};

const letter = (subject: string): Letter => ({
  from: { name: 'Otto', address: user },
  replyTo: [],
  to: [{ name: '', address: friend }],
  cc: [],
  bcc: [],
  subject,
  text: 'Hello',
  references: [],
  files: [],
});

const place = storePath();
afterAll(() => place.remove());
let ids = 0;

const open = (security: 'tls' | 'startTls' = 'tls') => {
  const store = openStore(place.path);
  const access = accessOf(security);
  const trust = { authorities: [run.ca], pins: [] };
  const connections = createConnections({ access, trust, version: '1.0.0' });
  const about = { act: actThrough(connections), store, clock: systemClock, newId: () => `id-${process.pid}-${++ids}` };
  const drafts = createDrafts({ ...about, table: createDraftsTable(store.database), changed: () => undefined });
  const outbox = createOutbox({
    ...about,
    table: createOutboxTable(store.database),
    send: (envelope, message) => sendMessage(access, trust, envelope, message),
    filedBy: () => 'client',
    drafts: drafts.hooks,
    events: { changed: () => undefined, authRefused: () => undefined },
  });
  const close = async (): Promise<void> => {
    await outbox.close();
    await drafts.close();
    await connections.close();
    store.close();
  };
  return { store, outbox, drafts, close };
};

beforeEach(async () => {
  const store = openStore(place.path);
  await takeOver(store, await client(user));
  store.close();
});

const subjects = async (program: ImapFlow, folder: string): Promise<string[]> => {
  const { exists } = await program.mailboxOpen(folder);
  const all = exists === 0 ? [] : await program.fetchAll('1:*', { envelope: true });
  return all.map(({ envelope }) => envelope?.subject ?? '');
};
const sentFolder = async (program: ImapFlow, use: string): Promise<string> =>
  (await program.list()).find(({ specialUse }) => specialUse === use)?.path ?? '';
const count = (list: readonly string[], subject: string): number => list.filter((each) => each === subject).length;

it.each(['tls', 'startTls'] as const)('writes, sends and files a message over %s', async (security) => {
  const [mine, theirs] = [await client(user), await client(friend)];
  const { outbox, drafts, close } = open(security);
  const subject = `By ${security}`;
  const draft = drafts.save(undefined, letter(subject));
  if (!draft.ok) throw new Error('not saved');
  await drafts.flush();
  const draftsFolder = await sentFolder(mine, '\\Drafts');
  expect(count(await subjects(mine, draftsFolder), subject)).toBe(1);

  expect((await outbox.add(letter(subject), { draft: draft.value.id })).ok).toBe(true);
  await outbox.settled();
  await drafts.flush();
  expect(outbox.items().find((item) => item.subject === subject)).toMatchObject({ state: 'sent', copy: 'done' });
  expect(count(await subjects(theirs, 'INBOX'), subject)).toBe(1);
  expect(count(await subjects(mine, await sentFolder(mine, '\\Sent')), subject)).toBe(1);
  expect(count(await subjects(mine, draftsFolder), subject)).toBe(0);
  await close();
});

it('tells who does not exist in the words of the server', async () => {
  const { outbox, close } = open();
  await outbox.add({ ...letter('Nobody'), to: [{ name: '', address: 'nobody@off.example' }] }, {});
  await outbox.settled();
  expect(outbox.items().find(({ subject }) => subject === 'Nobody')).toMatchObject({
    state: 'failed',
    failure: { code: 550 },
    refused: [{ address: 'nobody@off.example', temporary: false }],
  });
  await close();
});

const child = new URL('support/outbox-child.ts', import.meta.url).pathname;

it('never sends twice and files one copy, killed while it sends', async () => {
  const rounds = 12;
  for (let round = 0; round < rounds; round += 1) {
    const { outbox, store } = open();
    // Not due before the child runs.
    const added = await outbox.add(letter(`Round ${round}`), { sendAt: Date.now() + 300 });
    expect(added.ok).toBe(true);
    await outbox.close();
    store.close();
    const args = [
      '--import',
      'tsx',
      child,
      place.path,
      actKey.toString('hex'),
      JSON.stringify(accessOf('tls')),
      run.ca,
    ];
    const running = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    const gone = once(running, 'exit');
    await Promise.race([once(running.stdout, 'data'), gone]);
    await sleep((round * 97) % 1_000);
    running.kill('SIGKILL');
    await gone;
  }
  const { outbox, close } = open();
  outbox.wake();
  await outbox.settled();
  const items = outbox.items().filter(({ subject }) => subject.startsWith('Round'));
  const [mine, theirs] = [await client(user), await client(friend)];
  const [filed, arrived] = [await subjects(mine, await sentFolder(mine, '\\Sent')), await subjects(theirs, 'INBOX')];
  expect(items).toHaveLength(rounds);
  for (const { subject, state } of items) {
    expect(['sent', 'unknown']).toContain(state);
    // Whether an unknown one got through is what nobody knows; that it did so twice is ruled out.
    if (state === 'sent') expect([subject, count(arrived, subject), count(filed, subject)]).toEqual([subject, 1, 1]);
    else expect([count(arrived, subject) <= 1, count(filed, subject)]).toEqual([true, 0]);
  }
  expect(items.map(({ state }) => state)).toContain('sent');
  await close();
}, 120_000);
