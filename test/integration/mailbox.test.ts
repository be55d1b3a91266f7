import { ImapFlow } from 'imapflow';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { MailAccess } from '../../app/domain/mail-access.ts';
import { openAccount, storeFolder } from './support/open-account.ts';
import { demoPassword } from './support/rpc.ts';
import { runServer, type ServerRun, temporaryData } from './support/run-server.ts';

let run: ServerRun;
const data = temporaryData();
const places: { remove: () => void }[] = [];
beforeAll(async () => {
  run = await runServer(data.path, ['--seed', 'demo']);
});
afterAll(async () => {
  await run.end();
  data.remove();
  for (const place of places) place.remove();
});

const patience = { timeout: 20_000 };

const newPlace = () => {
  const place = storeFolder();
  places.push(place);
  return place;
};

const accessOf = (user: string, secret = demoPassword): MailAccess => ({
  user,
  secret,
  kind: 'accountPassword',
  imap: { ...run.ready.imaps, security: 'tls' },
});

const open = (access: MailAccess, place = newPlace()) =>
  openAccount(place, access, { authorities: [run.ca], pins: [] });

/** Another program on the same computer. */
const otherProgram = async (access: MailAccess): Promise<ImapFlow> => {
  const client = new ImapFlow({
    ...access.imap,
    secure: true,
    auth: { user: access.user, pass: access.secret },
    tls: { ca: [run.ca] },
    logger: false,
  });
  client.on('error', () => undefined);
  await client.connect();
  return client;
};

it('hears of what another program puts there, reads it, marks it and finds it, also without the server', async () => {
  const access = accessOf('otto@off.example');
  const place = newPlace();
  const account = open(access, place);
  await expect.poll(() => account.statuses.at(-1)?.state, patience).toBe('online');
  await expect.poll(() => account.reader.listMessages('INBOX', 10).ok, patience).toBe(true);
  const before = account.inbox().total;
  const other = await otherProgram(access);
  await other.append('INBOX', Buffer.from('From: Zoë <z@x.example>\r\nSubject: Hello\r\n\r\nA rhubarb cake\r\n'));
  await expect.poll(() => account.inbox().total, patience).toBe(before + 1);
  const [row] = account.inbox().rows;
  if (row === undefined) throw new Error('there is no row');
  expect(row).toMatchObject({ subject: 'Hello', unread: true, from: [{ name: 'Zoë', address: 'z@x.example' }] });
  expect(await account.reader.readMessage(row.key)).toMatchObject({
    ok: true,
    value: { text: expect.stringContaining('A rhubarb cake') },
  });
  const found = account.reader.search('rhub', { limit: 10 });
  expect(found.rows.map(({ id }) => id)).toEqual([row.id]);
  expect(found.rows[0]?.snippet).toContain('\u0002rhubarb\u0003');

  expect(await account.methods.setFlags({ key: row.key, unread: false, flagged: true })).toMatchObject({ ok: true });
  expect(account.inbox().rows[0]).toMatchObject({ unread: false, flagged: true });
  await other.mailboxOpen('INBOX');
  const flags = async () => {
    const message = await other.fetchOne(String(row.key.uid), { flags: true }, { uid: true });
    return message ? [...(message.flags ?? [])] : [];
  };
  await expect.poll(flags, patience).toEqual(expect.arrayContaining(['\\Seen', '\\Flagged']));
  expect(await account.reader.readMessage({ ...row.key, uidValidity: '1' })).toEqual({
    ok: false,
    error: { code: 'noSuchEntity' },
  });
  await other.logout();
  await account.close();

  const offline = openAccount(place, { ...access, imap: { ...access.imap, port: 1 } }, { authorities: [], pins: [] });
  expect(offline.inbox().rows[0]).toMatchObject({ subject: 'Hello', flagged: true });
  expect(await offline.reader.readMessage(row.key)).toMatchObject({ ok: true });
  await offline.close();
});

it('asks the server for the words of messages whose text is not here', async () => {
  const access = accessOf('inbox@outside.example');
  const other = await otherProgram(access);
  const old = new Date(Date.now() - 300 * 86_400_000);
  const source = 'From: a@x.example\r\nSubject: Long ago\r\n\r\nthe quince tree\r\n';
  await other.append('INBOX', Buffer.from(source), [], old);
  const account = open(access);
  await expect.poll(() => account.inbox().rows.map(({ subject }) => subject), patience).toContain('Long ago');
  expect(account.reader.search('quince', { limit: 10 }).rows).toEqual([]);
  const further = await account.methods.searchServer({ text: 'quince', limit: 10 });
  expect(further).toMatchObject({ ok: true, value: { rows: [{ subject: 'Long ago' }], failed: [] } });
  expect(further.ok && further.value.searched).toContain('INBOX');
  await other.logout();
  await account.close();
});

const countIn = async (client: ImapFlow, path: string): Promise<number | undefined> => {
  const status = await client.status(path, { messages: true });
  return status ? status.messages : undefined;
};

const letterTo = (address: string, subject: string) => ({
  from: { name: 'Otto', address: 'otto@off.example' },
  replyTo: [],
  to: [{ name: '', address }],
  cc: [],
  bcc: [],
  subject,
  text: 'A letter of some words.',
  references: [],
  files: [],
});

it('moves and brings back, keeps a draft, sends it once, and files one copy', async () => {
  const access: MailAccess = { ...accessOf('otto@off.example'), smtp: { ...run.ready.smtps, security: 'tls' } };
  const account = open(access);
  const other = await otherProgram(access);
  await other.append('INBOX', Buffer.from('From: a@x.example\r\nSubject: To be moved\r\n\r\nx\r\n'));
  const inInbox = () => account.inbox().rows.find(({ subject }) => subject === 'To be moved');
  await expect.poll(inInbox, patience).toBeDefined();
  const ids = [inInbox()?.id ?? 0];
  const moved = await account.methods.act({ command: { kind: 'move', ids, to: 'Archive' } });
  expect(inInbox()).toBeUndefined();
  await expect.poll(() => account.settled.map(({ outcome }) => outcome), patience).toEqual(['done']);
  expect(await other.status('Archive', { messages: true })).toMatchObject({ messages: 1 });
  expect(await account.methods.undo({ id: moved.ok ? moved.value.id : '' })).toMatchObject({ ok: true });
  await expect.poll(() => countIn(other, 'Archive'), patience).toBe(0);
  await expect.poll(inInbox, patience).toBeDefined();

  const subject = 'Sent by the engine';
  const saved = await account.methods.saveDraft({ letter: letterTo('inbox@outside.example', subject) });
  if (!saved.ok) throw new Error(saved.error.code);
  const drafts = () => countIn(other, 'Drafts');
  await expect.poll(drafts, patience).toBe(1);
  const sent = await account.methods.send({
    letter: letterTo('inbox@outside.example', subject),
    draft: saved.value.id,
    undoSeconds: 0,
  });
  expect(sent).toMatchObject({ ok: true });
  await expect
    .poll(() => account.outgoing.at(-1)?.map(({ state, copy }) => `${state} ${copy}`), patience)
    .toEqual(['sent done']);
  await expect.poll(drafts, patience).toBe(0);
  expect(await other.status('Sent', { messages: true })).toMatchObject({ messages: 1 });
  const receiver = await otherProgram(accessOf('inbox@outside.example'));
  await receiver.mailboxOpen('INBOX');
  expect(await receiver.search({ header: { subject } })).toHaveLength(1);
  await Promise.all([receiver.logout(), other.logout(), account.close()]);
});

it('stops at the first refusal and tells the reason of the server', async () => {
  const account = open(accessOf('ben@enforced.example'));
  const reason = 'Only application passwords are allowed since 2FA is enabled';
  await expect.poll(() => account.statuses.at(-1), patience).toEqual({ state: 'refused', reason });
  await account.methods.wake({});
  const attempts = run
    .log('security')
    .split('\n')
    .filter((line) => line.includes('ben@enforced.example'));
  expect(attempts).toHaveLength(1);
  expect(account.statuses.at(-1)?.state).toBe('refused');
  await account.close();
});

it.each(['SIGTERM', 'SIGKILL'] as const)('comes back by itself after a server that ended by %s', async (signal) => {
  const account = open(accessOf('inbox@outside.example'));
  await expect.poll(() => account.statuses.at(-1)?.state, patience).toBe('online');
  const port = String(run.ready.imaps.port);
  await run.end(signal);
  // What a killed server left running serves on until the next one starts, and must end then.
  if (signal === 'SIGKILL') run = await runServer(data.path, ['--imaps-port', port]);
  await expect.poll(() => account.statuses.map(({ state }) => state), patience).toContain('offline');
  if (signal === 'SIGTERM') run = await runServer(data.path, ['--imaps-port', port]);
  await expect.poll(() => account.statuses.at(-1)?.state, { timeout: 30_000 }).toBe('online');
  await account.close();
});

it('waits when the address is blocked for the guesses of another program, and keeps its credential', async () => {
  for (let guess = 0; guess < 3; guess += 1) {
    await otherProgram(accessOf('otto@off.example', 'a wrong guess')).catch(() => undefined);
  }
  const account = open(accessOf('otto@off.example'));
  await expect.poll(() => account.statuses.at(-1)?.state, patience).toBe('offline');
  const last = account.statuses.at(-1);
  if (last?.state !== 'offline') throw new Error(`the status is ${last?.state}`);
  expect(Date.parse(last.retryAt ?? '') - Date.now()).toBeGreaterThan(50_000);
  await account.close();
});
