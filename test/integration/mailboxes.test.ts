import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Reply } from '../../app/contract/area.ts';
import { allAccounts, ownerOfFolder } from '../../app/domain/account-numbers.ts';
import type { ConversationList } from '../../app/domain/conversation.ts';
import type { Folder, MailStatus, MessageBody, MessageRow } from '../../app/domain/mail.ts';
import { createMailboxes } from '../../main/engine/mailboxes.ts';
import type { MailServer } from './support/mail-server.ts';
import { startPlainDovecot } from './support/plain-dovecot.ts';

const patience = { timeout: 30_000 };
const worker = new URL('./support/mail-worker.mjs', import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'latchkey-mailboxes-'));

let servers: readonly MailServer[] = [];
const told: { account: string; event: string; payload: unknown }[] = [];
const refusals: string[] = [];
const bugs: string[] = [];
const mailboxes = createMailboxes(worker, {
  tell: (account, _area, event, payload) => void told.push({ account, event, payload }),
  refused: (account) => void refusals.push(account),
  newMail: ({ account }) => void told.push({ account, event: 'newMail', payload: undefined }),
  bug: (where, name) => void bugs.push(`${where} ${name}`),
});

const folders = { left: join(folder, 'left'), right: join(folder, 'right') };
const keys = { left: randomBytes(32).toString('hex'), right: randomBytes(32).toString('hex') };
const open = (account: keyof typeof keys, server: MailServer, secret = server.password): Promise<void> =>
  mailboxes.open(account, {
    access: { ...server.access(), secret },
    trust: { authorities: [server.ca], pins: [] },
    version: '1.0.0',
    store: { folder: folders[account], key: keys[account] },
  });

const value = async <Value>(account: string, channel: string, input: unknown): Promise<Value | undefined> => {
  const reply = (await mailboxes.answer(account, channel, input)) as Reply<Value>;
  return reply.ok ? reply.value : undefined;
};
const inbox = async (account: string): Promise<MessageRow[]> =>
  (
    await value<{ rows: MessageRow[] }>(account, 'mail.listConversations', {
      place: { kind: 'folder', folder: 'INBOX' },
      order: 'newest',
      filter: 'all',
      rows: 50,
    })
  )?.rows ?? [];
const subjects = async (account: string): Promise<string[]> => (await inbox(account)).map((row) => row.subject);
const state = async (account: string): Promise<string | undefined> =>
  (await value<MailStatus>(account, 'mail.getStatus', {}))?.state;

const put = async (server: MailServer, subject: string): Promise<void> => {
  const client = await server.client();
  await client.append('INBOX', `From: z@x.example\r\nSubject: ${subject}\r\n\r\nText of ${subject}\r\n`);
  await client.logout();
};

beforeAll(async () => {
  for (const place of Object.values(folders)) mkdirSync(place);
  servers = await Promise.all([startPlainDovecot(), startPlainDovecot()]);
});
afterAll(async () => {
  await mailboxes.closeAll();
  await Promise.all(servers.map((server) => server.stop()));
  rmSync(folder, { recursive: true, force: true });
});

it('keeps two mailboxes apart: one loses its server and its credential, the other goes on', async () => {
  const [left, right] = servers;
  if (left === undefined || right === undefined) throw new Error('there are no servers');
  await Promise.all([put(left, 'Left one'), put(right, 'Right one')]);
  await Promise.all([open('left', left), open('right', right)]);
  await expect.poll(() => subjects('left'), patience).toEqual(['Left one']);
  await expect.poll(() => subjects('right'), patience).toEqual(['Right one']);

  const [row] = await inbox('right');
  expect((await value<MessageBody>('right', 'mail.readMessage', row?.key))?.text).toContain('Text of Right one');

  await left.kill();
  await expect.poll(() => state('left'), patience).toBe('offline');
  await put(right, 'Right two');
  await expect.poll(() => subjects('right'), patience).toEqual(['Right two', 'Right one']);
  expect(await state('right')).toBe('online');
  expect(await subjects('left')).toEqual(['Left one']);

  await mailboxes.close('left');
  expect(await mailboxes.answer('left', 'mail.listFolders', {})).toEqual({
    ok: false,
    error: { code: 'mailUnavailable', cause: 'starting' },
  });
  await left.restart();
  await open('left', left, 'not the password');
  await expect.poll(() => state('left'), patience).toBe('refused');
  expect(refusals).toEqual(['left']);
  await put(right, 'Right three');
  await expect.poll(() => subjects('right'), patience).toContain('Right three');
  expect(await state('right')).toBe('online');

  const heard = (account: string) => new Set(told.filter((one) => one.account === account).map((one) => one.event));
  expect([...heard('left')]).toContain('statusChanged');
  expect([...heard('right')]).toContain('folderChanged');
  expect(new Set(told.map((one) => one.account))).toEqual(new Set(['left', 'right', allAccounts]));
  expect(bugs).toEqual([]);
});

it('shows both inboxes as one, newest first, and acts in the right one', async () => {
  const [left, right] = servers;
  if (left === undefined || right === undefined) throw new Error('there are no servers');
  await open('left', left);
  await expect.poll(() => state('left'), patience).toBe('online');
  await put(left, 'Left two');
  await expect.poll(() => subjects(allAccounts), patience).toEqual(expect.arrayContaining(['Left one', 'Right one']));
  await expect.poll(() => subjects(allAccounts), patience).toContain('Left two');
  const rows = await inbox(allAccounts);
  expect(rows.map((row) => row.id)).toEqual(rows.map((row) => row.id).sort((a, b) => b - a));
  expect(new Set(rows.map((row) => ownerOfFolder(row.key.folder)))).toEqual(new Set(['left', 'right']));
  const list = await value<ConversationList>(allAccounts, 'mail.listConversations', {
    place: { kind: 'folder', folder: 'INBOX' },
    order: 'newest',
    filter: 'all',
    rows: 3,
  });
  expect([...(list?.heads ?? [])]).toEqual(rows.map((row) => row.id));
  expect(list?.rows.map((row) => row.subject)).toEqual(rows.slice(0, 3).map((row) => row.subject));

  const leftTwo = rows.find((row) => row.subject === 'Left two');
  const rightTwo = rows.find((row) => row.subject === 'Right two');
  const text = (await value<MessageBody>(allAccounts, 'mail.readMessage', leftTwo?.key))?.text;
  expect(text).toContain('Text of Left two');
  await value(allAccounts, 'mail.setFlags', { key: rightTwo?.key, flagged: true });
  const flagged = async (server: MailServer): Promise<unknown> => {
    const client = await server.client();
    await client.mailboxOpen('INBOX');
    const found = await client.search({ flagged: true });
    await client.logout();
    return Array.isArray(found) ? found.length : 0;
  };
  await expect.poll(() => flagged(right), patience).toBe(1);

  const ids = [leftTwo?.id, rightTwo?.id];
  const done = await value<{ id: string }>(allAccounts, 'mail.act', { command: { kind: 'delete', ids } });
  await expect.poll(() => subjects('left'), patience).toEqual(['Left one']);
  expect(await subjects('right')).not.toContain('Right two');
  await value(allAccounts, 'mail.undo', { id: done?.id });
  await expect.poll(() => subjects('left'), patience).toContain('Left two');
  await expect.poll(() => subjects('right'), patience).toContain('Right two');
  expect(told.filter((one) => one.account === allAccounts && one.event === 'folderChanged').length).toBeGreaterThan(0);
});

it('guesses nobody where several are open and none is named', async () => {
  const unnamed = await mailboxes.answer(undefined, 'mail.listFolders', {});
  expect(unnamed).toMatchObject({ ok: false });
  await mailboxes.close('left');
  const only = (await mailboxes.answer(undefined, 'mail.listFolders', {})) as Reply<{ folders: Folder[] }>;
  expect(only.ok && only.value.folders.map((one) => one.path)).toContain('INBOX');
});
