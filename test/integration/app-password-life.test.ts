import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ImapFlow } from 'imapflow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAppPassword, enrol } from './support/enrol.ts';
import type { RpcClient } from './support/rpc.ts';
import { runDemoServer, type ServerRun } from './support/run-server.ts';

const ana = 'ana@enforced.example';
let run: ServerRun & { close: () => Promise<void> };
let client: RpcClient;
beforeAll(async () => {
  run = await runDemoServer();
  ({ client } = await enrol(run, ana));
});
afterAll(() => run.close());

const imapflow = (password: string, port: 'imap' | 'imaps' = 'imaps') =>
  new ImapFlow({
    host: run.ready[port].host,
    port: run.ready[port].port,
    secure: port === 'imaps',
    tls: { ca: run.ca },
    auth: { user: ana, pass: password },
    logger: false,
  });

/** Exit code and output of curl, with the password in its environment's netrc-free argument list of a test only. */
const curl = async (password: string, path: string, ...args: string[]) => {
  const { host, port } = run.ready.imaps;
  const url = `imaps://${host}:${port}${path}`;
  const options = [
    '--silent',
    '--show-error',
    '--max-time',
    '10',
    '--cacert',
    run.ready.ca,
    '--user',
    `${ana}:${password}`,
  ];
  try {
    const { stdout } = await promisify(execFile)('curl', [...options, url, ...args]);
    return { code: 0, stdout };
  } catch (fault) {
    return { code: (fault as { code: number }).code, stdout: '' };
  }
};

describe('the life of an app password', () => {
  it.each(['imaps', 'imap'] as const)('opens the mailbox for imapflow at %s', async (port) => {
    const { secret } = await createAppPassword(client, `Program at ${port}`, ['imap']);
    const imap = imapflow(secret, port);
    await imap.connect();
    const folders = (await imap.list()).map(({ path, specialUse }) => [path, specialUse]);
    expect(folders).toEqual(
      expect.arrayContaining([
        ['INBOX', '\\Inbox'],
        ['Drafts', '\\Drafts'],
        ['Sent', '\\Sent'],
        ['Junk', '\\Junk'],
        ['Trash', '\\Trash'],
        ['Archive', '\\Archive'],
      ]),
    );
    const inbox = await imap.mailboxOpen('INBOX');
    expect(inbox.exists).toBeGreaterThanOrEqual(250);
    const dates: number[] = [];
    let unread = 0;
    for await (const message of imap.fetch('1:*', { envelope: true, flags: true, internalDate: true })) {
      expect(message.envelope?.from?.[0]?.address).toContain('@');
      dates.push(new Date(message.internalDate ?? 0).getTime());
      if (!message.flags?.has('\\Seen')) unread += 1;
    }
    expect(dates).toEqual([...dates].sort((left, right) => left - right));
    expect(unread).toBeGreaterThan(5);
    expect(imap.capabilities.has('CONDSTORE')).toBe(true);
    await imap.logout();
  });

  it('is made, used by curl, listed, paused, resumed and revoked', async () => {
    const { id, secret } = await createAppPassword(client, 'Phone', ['imap', 'smtp']);
    const status = () => curl(secret, '/', '--request', 'STATUS INBOX (MESSAGES)');
    expect((await status()).stdout).toMatch(/\* STATUS INBOX \(MESSAGES \d{3}\)/u);
    const { list } = (await client.ok('AppPasswords.get')) as { list: { id: string; lastProtocol?: string }[] };
    expect(list.find((entry) => entry.id === id)).toMatchObject({
      name: 'Phone',
      lastProtocol: 'imap',
      lastIp: '127.0.0.1',
    });
    const loginDenied = 67;
    await client.ok('AppPasswords.set', { id, enabled: false });
    expect((await status()).code).toBe(loginDenied);
    await client.ok('AppPasswords.set', { id, enabled: true });
    expect((await status()).code).toBe(0);
    await client.ok('AppPasswords.remove', { ids: [id] });
    expect((await status()).code).toBe(loginDenied);
    expect((await curl('Demo-pass-1', '/')).code).toBe(loginDenied);
  });

  it('cuts an idling imapflow connection when it is revoked', async () => {
    const { id, secret } = await createAppPassword(client, 'Idle', ['imap']);
    const imap = imapflow(secret);
    imap.on('error', () => undefined);
    await imap.connect();
    await imap.mailboxOpen('INBOX');
    const idling = imap.idle().catch(() => false);
    const closed = new Promise<number>((resolve) => imap.once('close', () => resolve(Date.now())));
    const revoked = Date.now();
    await client.ok('AppPasswords.remove', { ids: [id] });
    expect((await closed) - revoked).toBeLessThan(5000);
    await idling;
    await expect(imapflow(secret).connect()).rejects.toMatchObject({ authenticationFailed: true });
  });
});
