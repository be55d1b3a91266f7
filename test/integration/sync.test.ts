import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type PlainDovecot, startPlainDovecot } from './support/plain-dovecot.ts';
import {
  type AccountOptions,
  appendMany,
  type OpenAccount,
  openAccount,
  quickTiming,
  type StoreFile,
  serversContents,
  storeFile,
} from './support/sync-account.ts';
import { startTcpProxy, type TcpProxy } from './support/tcp-proxy.ts';

let server: PlainDovecot;
let proxy: TcpProxy;
let file: StoreFile;
const open = new Set<OpenAccount>();
const many = 3_000;

beforeAll(async () => {
  server = await startPlainDovecot();
  proxy = await startTcpProxy(server.imaps);
  file = storeFile();
  await appendMany(server, 'INBOX', many);
});
afterEach(async () => {
  const broke = [...open].flatMap(({ heard }) => heard.broke);
  for (const account of open) await account.close();
  open.clear();
  proxy.thaw();
  expect(broke).toEqual([]);
});
afterAll(async () => {
  await proxy.stop();
  await server.stop();
  file.remove();
});

const start = (options: AccountOptions = {}): OpenAccount => {
  const account = openAccount(server, file, { at: proxy, ...options });
  open.add(account);
  account.sync.start();
  return account;
};

const close = async (account: OpenAccount): Promise<void> => {
  open.delete(account);
  await account.close();
};

/** Once everything the server says is here. */
const equal = async (account: OpenAccount): Promise<void> => {
  const client = await server.client();
  const theirs = await serversContents(client);
  await client.logout();
  await expect.poll(() => account.contents(), { timeout: 20_000, interval: 100 }).toEqual(theirs);
};

it('goes on where a first synchronisation was cut off, newest first, and keeps what is there', async () => {
  const first = start({ settings: { batch: 100 } });
  await expect.poll(() => first.contents()['INBOX']?.length ?? 0, { timeout: 10_000, interval: 5 }).toBeGreaterThan(0);
  await expect.poll(() => first.contents()['INBOX']?.length, { timeout: 10_000, interval: 5 }).toBeGreaterThan(500);
  await close(first);
  const second = start();
  const kept = second.contents()['INBOX'] ?? [];
  expect(kept.length).toBeGreaterThan(500);
  expect(kept.length).toBeLessThan(many);
  expect(kept.at(-1)).toContain(`INBOX ${many}`);
  await equal(second);
  expect(second.heard.new).toEqual([]);
  expect(second.store.folder('INBOX')).toMatchObject({ role: 'inbox', sync: { seededDownTo: 1, exists: many } });
  expect(second.heard.progress.at(-1)).toEqual({ folder: 'INBOX', done: many, total: many });
});

it('costs nothing to speak of when nothing changed', async () => {
  const account = start();
  await account.sync.settled();
  await expect.poll(() => account.heard.status.at(-1)?.state).toBe('online');
  await new Promise((resolve) => setTimeout(resolve, 500));
  proxy.resetBytes();
  await account.sync.wake();
  await account.sync.syncFolder('INBOX');
  await account.sync.settled();
  const { up, down } = proxy.bytes();
  expect(up + down).toBeGreaterThan(0);
  expect(up + down).toBeLessThan(5_000);
});

it('hears at once what another program does, and catches up with what it did meanwhile', async () => {
  const account = start();
  await equal(account);
  const other = await server.client();
  await new Promise((resolve) => setTimeout(resolve, 300));
  await other.append('INBOX', 'Subject: Heard at once\r\n\r\nText\r\n');
  await expect.poll(() => account.heard.new, { timeout: 3_000 }).toEqual(['INBOX: Heard at once']);
  await other.mailboxOpen('INBOX');
  await other.messageFlagsAdd('1:10', ['\\Seen', 'work'], { uid: true });
  await other.messageFlagsAdd('11:15', ['\\Deleted'], { uid: true });
  await other.messageMove('20:29', 'Archive', { uid: true });
  await expect.poll(() => account.contents()['INBOX']?.some((line) => line.endsWith('INBOX 29'))).toBe(false);
  // Nobody watches the archive: it is looked at every few minutes, or now.
  await account.sync.wake();
  await equal(account);
  await close(account);

  await other.messageFlagsRemove('1:5', ['\\Seen'], { uid: true });
  await other.messageDelete('11:15', { uid: true });
  await other.messageMove('30:34', 'Trash', { uid: true });
  await other.append('INBOX', 'Subject: While away\r\n\r\nText\r\n');
  await other.append('INBOX', 'Subject: Read elsewhere\r\n\r\nText\r\n', ['\\Seen']);
  await other.mailboxCreate('Projects/Bridge');
  await other.append('Projects/Bridge', 'Subject: In a new folder\r\n\r\nText\r\n');
  const again = start();
  await equal(again);
  expect(again.heard.new).toEqual(['INBOX: While away']);

  await other.mailboxRename('Projects/Bridge', 'Projects/Tunnel');
  await other.append('Projects/Tunnel', 'Subject: Another\r\n\r\nText\r\n');
  await again.sync.wake();
  await equal(again);
  expect(again.store.folder('Projects/Bridge')).toBeUndefined();
  await other.mailboxDelete('Projects/Tunnel');
  await again.sync.wake();
  await equal(again);
  await other.logout();
});

it('pays for a hundred changed flags and not for the folder', async () => {
  const account = start();
  await equal(account);
  await close(account);
  const other = await server.client();
  await other.mailboxOpen('INBOX');
  const uids = (await other.search({ all: true }, { uid: true })) || [];
  await other.messageFlagsAdd(
    uids.filter((_, place) => place % 29 === 0),
    ['\\Flagged'],
    { uid: true },
  );
  await other.logout();
  proxy.resetBytes();
  const again = start();
  await again.sync.settled();
  await expect
    .poll(() => again.contents()['INBOX']?.filter((line) => line.includes('\\Flagged')).length)
    .toBeGreaterThan(99);
  // Sign-in and TLS of two connections included; all flags of the folder would be 120 kB.
  expect(proxy.bytes().down).toBeLessThan(35_000);
  await equal(again);
});

it('begins a folder anew without a word when its UIDVALIDITY changed', async () => {
  const account = start();
  await equal(account);
  const before = account.heard.new.length;
  await server.changeUidValidity('INBOX');
  await account.sync.wake();
  await account.sync.syncFolder('INBOX');
  await equal(account);
  await expect.poll(() => account.heard.resets, { timeout: 5_000 }).toEqual(['INBOX']);
  expect(account.heard.new.length).toBe(before);
});

it('keeps up with a server that is restarted and one that is killed', async () => {
  const account = start();
  await equal(account);
  await server.restart();
  await expect.poll(() => account.heard.status.at(-1)?.state, { timeout: 20_000 }).toBe('online');
  await server.kill();
  await expect.poll(() => account.heard.status.at(-1)?.state, { timeout: 20_000 }).not.toBe('online');
  await server.restart();
  const other = await server.client();
  await other.append('INBOX', 'Subject: After the restart\r\n\r\nText\r\n');
  await other.logout();
  await equal(account);
  expect(account.heard.status.at(-1)?.state).toBe('online');
});

it('finds a connection that died without a word', async () => {
  const account = start({ timing: { ...quickTiming, renewIdle: 500 } });
  await equal(account);
  proxy.freeze();
  await expect.poll(() => account.heard.status.at(-1)?.state, { timeout: 25_000 }).not.toBe('online');
  const frozen = proxy.accepted();
  proxy.thaw();
  const other = await server.client();
  await other.append('INBOX', 'Subject: After the silence\r\n\r\nText\r\n');
  await other.logout();
  await equal(account);
  expect(proxy.accepted()).toBeGreaterThanOrEqual(frozen);
});

it('makes one attempt with a refused credential, whatever is asked of it, and tells the reason', async () => {
  const before = proxy.accepted();
  const account = start({ access: { secret: 'not the password' } });
  const asked = await Promise.all([
    account.sync.syncFolder('INBOX'),
    account.pool.use('act', (client) => client.noop()),
    account.pool.use('read', (client) => client.noop()),
  ]);
  expect(asked.map((result) => !result.ok && result.error.code)).toEqual(['mailRefused', 'mailRefused', 'mailRefused']);
  await account.sync.wake();
  await account.sync.wake();
  expect(account.heard.status.at(-1)).toEqual({ state: 'refused', reason: 'Authentication failed.' });
  expect(proxy.accepted() - before).toBe(1);
});

it('stops between two pieces when it is paused, and goes on', async () => {
  const mine = storeFile();
  const account = openAccount(server, mine, { at: proxy, settings: { batch: 100 } });
  open.add(account);
  account.sync.start();
  await expect
    .poll(() => account.contents()['INBOX']?.length ?? 0, { interval: 5, timeout: 20_000 })
    .toBeGreaterThan(200);
  await account.sync.pause();
  const held = account.contents()['INBOX']?.length ?? 0;
  expect(held).toBeLessThan(many);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(account.contents()['INBOX']?.length).toBe(held);
  account.sync.resume();
  await equal(account);
  mine.remove();
});

it('fetches bodies by its policy, newest first, and one that somebody waits for at once', async () => {
  const mine = storeFile();
  const other = await server.client();
  await other.append('INBOX', 'Subject: New\r\n\r\nThe newest text\r\n');
  await other.append('Sent', `Subject: Large\r\n\r\n${'A long line of text.\r\n'.repeat(40_000)}`);
  await other.logout();
  const account = openAccount(server, mine, { at: proxy, settings: { bodies: { kind: 'recent', days: 3 } } });
  open.add(account);
  account.sync.start();
  const inbox = () => account.store.listMessages(account.store.folder('INBOX')?.id ?? 0, 100_000);
  const sent = () => account.store.listMessages(account.store.folder('Sent')?.id ?? 0, 10)[0];
  await expect.poll(() => inbox()[0]?.preview, { timeout: 20_000 }).toContain('The newest text');
  await expect.poll(() => sent()?.hasBody, { timeout: 20_000 }).toBe(true);
  await account.sync.settled();
  const old = inbox().at(-1);
  expect(old?.hasBody).toBe(false);
  if (old === undefined) throw new Error('there is no message');
  const read = await account.sync.readSource(old);
  expect(read.ok && read.value.complete).toBe(true);
  expect(inbox().at(-1)?.hasBody).toBe(true);
  const large = sent();
  if (large === undefined) throw new Error('there is no message');
  expect(account.store.body(large.id)?.complete).toBe(false);
  expect(await account.sync.readSource(large)).toMatchObject({ ok: true, value: { complete: true } });
  expect(account.store.body(large.id)?.complete).toBe(true);
  mine.remove();
});
