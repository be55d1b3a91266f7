import { ImapFlow } from 'imapflow';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { MailStatus } from '../../app/domain/mail.ts';
import type { MailAccess } from '../../app/domain/mail-access.ts';
import { openMailSession } from '../../app/mail/imap/mail-session.ts';
import { demoPassword } from './support/rpc.ts';
import { runServer, type ServerRun, temporaryData } from './support/run-server.ts';

let run: ServerRun;
const data = temporaryData();
beforeAll(async () => {
  run = await runServer(data.path, ['--seed', 'demo']);
});
afterAll(async () => {
  await run.end();
  data.remove();
});

const accessOf = (user: string, secret: string): MailAccess => ({
  user,
  secret,
  kind: 'accountPassword',
  imap: { ...run.ready.imaps, security: 'tls' },
});

const open = (access: MailAccess) => {
  const changes: MailStatus[] = [];
  const folders: string[] = [];
  const session = openMailSession(access, { authorities: [run.ca], pins: [] }, '1.0.0', {
    statusChanged: (status) => changes.push(status),
    folderChanged: (folder) => folders.push(folder),
  });
  return { session, changes, folders };
};

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

it('reads, marks and hears of what another program puts there', async () => {
  const access = accessOf('otto@off.example', demoPassword);
  const { session, folders } = open(access);
  const before = await session.listMessages('INBOX', 200);
  const other = await otherProgram(access);
  await other.append('INBOX', Buffer.from('From: a@x.example\r\nSubject: Hello\r\n\r\nText\r\n'));
  await expect.poll(() => folders, { timeout: 5000 }).toContain('INBOX');
  const after = await session.listMessages('INBOX', 200);
  if (!before.ok || !after.ok) throw new Error('the folder was not listed');
  expect(after.value.total).toBe(before.value.total + 1);
  const [row] = after.value.rows;
  if (row === undefined) throw new Error('there is no row');
  expect(row).toMatchObject({ subject: 'Hello', unread: true });
  expect(await session.readMessage(row.key)).toMatchObject({ ok: true, value: { text: 'Text\n' } });
  await session.setFlags(row.key, { unread: false, flagged: true });
  const marked = await session.listMessages('INBOX', 1);
  expect(marked.ok && marked.value.rows[0]).toMatchObject({ unread: false, flagged: true });
  const elsewhere = { ...row.key, uidValidity: '1' };
  expect(await session.readMessage(elsewhere)).toEqual({ ok: false, error: { code: 'noSuchEntity' } });
  await other.logout();
  await session.close();
});

it('stops at the first refusal and tells the reason of the server', async () => {
  const { session, changes } = open(accessOf('ben@enforced.example', demoPassword));
  const reply = await session.listFolders();
  expect(reply).toEqual({
    ok: false,
    error: { code: 'mailRefused', reason: 'Only application passwords are allowed since 2FA is enabled' },
  });
  await session.listFolders();
  expect(changes.filter(({ state }) => state === 'connecting')).toHaveLength(1);
  await session.close();
});

it.each(['SIGTERM', 'SIGKILL'] as const)('comes back by itself after a server that ended by %s', async (signal) => {
  const { session, changes } = open(accessOf('inbox@outside.example', demoPassword));
  await session.listFolders();
  const port = String(run.ready.imaps.port);
  await run.end(signal);
  // What a killed server left running serves on until the next one starts, and must end then.
  if (signal === 'SIGKILL') run = await runServer(data.path, ['--imaps-port', port]);
  await expect.poll(() => changes.map(({ state }) => state), { timeout: 5000 }).toContain('offline');
  if (signal === 'SIGTERM') run = await runServer(data.path, ['--imaps-port', port]);
  await expect.poll(() => changes.at(-1)?.state, { timeout: 20_000 }).toBe('online');
  await session.close();
});

it('waits when the address is blocked for the guesses of another program, and keeps its credential', async () => {
  for (let guess = 0; guess < 3; guess += 1) {
    await otherProgram(accessOf('otto@off.example', 'a wrong guess')).catch(() => undefined);
  }
  const { session, changes } = open(accessOf('otto@off.example', demoPassword));
  expect(await session.listFolders()).toEqual({ ok: false, error: { code: 'mailUnavailable', cause: 'offline' } });
  const last = changes.at(-1);
  if (last?.state !== 'offline') throw new Error(`the status is ${last?.state}`);
  expect(Date.parse(last.retryAt ?? '') - Date.now()).toBeGreaterThan(50_000);
  await session.close();
});
